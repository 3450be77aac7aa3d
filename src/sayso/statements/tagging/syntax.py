"""The grammar that the network tells: labels, and from its numbers to a spaCy Doc."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sayso.statements.tagging.pieces import Pieces

TAG = (
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "HYPH", "IN", "JJ",
    "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS",
    "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "_SP", "``",
)  # fmt: skip
POS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SPACE", "SYM", "VERB", "X",
)  # fmt: skip
# The parts of speech that spaCy's English pipelines give a tag; they derive the one from the other.
POS_OF: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("$", "SYM"), ("SYM",)),
    **dict.fromkeys(("''", ",", "-LRB-", "-RRB-", ".", ":", "HYPH", "NFP", "``"), ("PUNCT",)),
    **dict.fromkeys(("JJ", "JJR", "JJS", "AFX"), ("ADJ",)),
    **dict.fromkeys(("NNP", "NNPS"), ("PROPN",)),
    **dict.fromkeys(("PRP", "PRP$", "WP", "WDT", "EX"), ("PRON",)),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), ("VERB", "AUX")),
    **dict.fromkeys(("TO", "POS"), ("PART",)),
    **dict.fromkeys(("ADD", "FW", "LS", "XX"), ("X",)),
    **dict.fromkeys(("PDT", "WP$"), ("DET",)),
    **dict.fromkeys(("RBR", "RBS"), ("ADV",)),
    "CC": ("CCONJ",), "CD": ("NUM",), "DT": ("DET", "PRON"), "IN": ("ADP", "SCONJ"), "MD": ("AUX",),
    "NN": ("NOUN", "PRON"), "NNS": ("NOUN",), "RB": ("ADV", "PART"), "RP": ("ADP",), "UH": ("INTJ",),
    "WRB": ("SCONJ",), "_SP": ("SPACE",),
}  # fmt: skip
DEP = (
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc",
    "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark",
    "meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss",
    "preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
ENTITIES = (
    "CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "ORG",
    "PERCENT", "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART",
)  # fmt: skip
KINDS: dict[str, tuple[str, ...]] = {
    "tag": TAG,
    "pos": POS,
    "entity": ("O", *(f"{edge}-{kind}" for kind in ENTITIES for edge in "BI")),
    "start": ("within", "start"),
    "dep": DEP,
}


def anchors(starts: ArrayLike, lengths: ArrayLike, pieces: Pieces) -> NDArray[np.int64]:
    """For each token (code points) the piece that stands for it, or -1: none, or one that a token before has.

    That is the first piece that begins within the token, else the one it begins in.
    """
    begin = np.asarray(starts, dtype=np.int64)
    end = begin + np.asarray(lengths, dtype=np.int64)
    if not len(pieces.ids):
        return np.full(len(begin), -1, dtype=np.int64)
    at = np.searchsorted(pieces.starts, begin, side="left")
    last = len(pieces.ids) - 1
    within = (at <= last) & (pieces.starts[np.minimum(at, last)] < end)
    before = np.maximum(at - 1, 0)
    covered = (at > 0) & (pieces.ends[before] > begin)
    found = np.where(within, np.minimum(at, last), np.where(covered, before, -1))
    again = np.zeros(len(found), dtype=np.bool_)
    again[1:] = found[1:] <= np.maximum.accumulate(found)[:-1]
    return np.where(again, -1, found)
