"""Lemmas by spaCy's own rules and tables, each looked up once."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from sayso.statements.tagging.syntax import KINDS

MOST = 200_000  # lemmas kept, about 50 MB: a word is seldom new after the first thousand articles


def lemmas_of(doc: Doc, tags: NDArray[np.int64], pos: NDArray[np.int64], nlp: Language) -> NDArray[np.uint64]:
    """Hashes of the lemmas of a Doc's tokens, whose tags and parts of speech are given as numbers of KINDS' labels."""
    orths = doc.to_array(["ORTH"]).reshape(len(doc)).tolist()
    told = zip(orths, tags.tolist(), pos.tolist(), strict=True)
    return np.fromiter((_lemma(nlp, *one) for one in told), dtype=np.uint64, count=len(orths))


@lru_cache(maxsize=MOST)
def _lemma(nlp: Language, orth: int, tag: int, pos: int) -> int:
    """By the pipeline's rules for a word alone: its attribute ruler, then its lemmatizer."""
    word = Doc(nlp.vocab, words=[nlp.vocab.strings[orth]], tags=[KINDS["tag"][tag]])
    word = nlp.get_pipe("attribute_ruler")(word)
    word[0].pos_ = KINDS["pos"][pos]
    lemma: int = nlp.get_pipe("lemmatizer")(word)[0].lemma
    return lemma
