"""Lemmas by spaCy's own rules and tables, each looked up once."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from sayso.statements.tagging.syntax import KINDS

MOST = 200_000  # lemmas kept, about 50 MB: a word is seldom new after the first thousand articles


Word = tuple[int, int, int]  # hash of the form, numbers of tag and part of speech
_KNOWN: WeakKeyDictionary[Language, dict[Word, int]] = WeakKeyDictionary()  # goes with the pipeline


def lemmas_of(doc: Doc, tags: NDArray[np.int64], pos: NDArray[np.int64], nlp: Language) -> NDArray[np.uint64]:
    """Hashes of the lemmas of a Doc's tokens, whose tags and parts of speech are given as numbers of KINDS' labels."""
    known = _KNOWN.setdefault(nlp, {})
    if len(known) > MOST:
        known.clear()
    orths = doc.to_array(["ORTH"]).reshape(len(doc)).tolist()
    words = list(zip(map(int, orths), tags.tolist(), pos.tolist(), strict=True))
    for word in words:
        if word not in known:
            known[word] = _lemma(nlp, *word)
    return np.fromiter((known[word] for word in words), dtype=np.uint64, count=len(words))


def _lemma(nlp: Language, orth: int, tag: int, pos: int) -> int:
    """By the pipeline's rules for a word alone: its attribute ruler, then its lemmatizer."""
    word = Doc(nlp.vocab, words=[nlp.vocab.strings[orth]], tags=[KINDS["tag"][tag]])
    word = nlp.get_pipe("attribute_ruler")(word)
    word[0].pos_ = KINDS["pos"][pos]
    lemma: int = nlp.get_pipe("lemmatizer")(word)[0].lemma
    return lemma
