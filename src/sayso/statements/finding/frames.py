"""The words around quotations: the part of a sentence before one, after one, and whole sentences by their marks.

A parser often cuts sentences wrongly where quoted speech has full stops of its own; here the marks decide.
"""

from __future__ import annotations

from sayso.statements.finding.view import View

FRAME_LIMIT = (
    45  # tokens from a quotation to its cue; of 4,143 found on PolNeAR train 99 % had at most 14, the longest 35
)
SENTENCE_LIMIT = 150  # tokens; the 422 sentences around "according to" on PolNeAR train had at most 85
SENTENCE_ENDS = frozenset({".", "?", "!", "…", ";"})
_FULL_STOPS = frozenset(".?!…")


def frame_before(view: View, k: int) -> range:
    """Token indices of the sentence part before quotation `k`, without marks at its head; may be empty."""
    doc, stop = view.doc, view.first_in[k]
    at = stop
    while at > 0 and stop - at < FRAME_LIMIT and view.quotation_of[at - 1] < 0 and not _ends(view, at - 1):
        at -= 1
    while at < stop and (doc[at].is_space or doc[at].is_punct):
        at += 1
    return range(at, stop)


def paragraph_before(view: View, k: int) -> range:
    """The last sentence of the paragraph before, when it ends with a colon and quotation `k` opens the next."""
    at = view.first_in[k]
    while at > 0 and view.doc[at - 1].is_space:
        at -= 1
    if at == 0 or at == view.first_in[k] or view.doc[at - 1].text != ":":
        return range(0)
    low = at - 1
    while low > 0 and at - low < FRAME_LIMIT and view.quotation_of[low - 1] < 0:
        token = view.doc[low - 1]
        if token.text in {".", "?", "!"} or "\n" in token.text:
            break
        low -= 1
    return range(low, at)


def frame_after(view: View, k: int) -> range:
    """Token indices of the sentence part after quotation `k`, up to the next quotation or the sentence's end."""
    low = view.first_after[k]
    at, high = low, min(low + FRAME_LIMIT, len(view.doc))
    while at < high and view.quotation_of[at] < 0 and not _ends(view, at):
        at += 1
    return range(low, at)


def sentence_around(view: View, index: int) -> range:
    """Token indices of the sentence that token `index` stands in; quotations are stepped over whole."""
    low = index
    while low > 0 and index - low < SENTENCE_LIMIT and not _ends(view, low - 1):
        k = view.quotation_of[low - 1]
        if k >= 0 and tail(view, k) in _FULL_STOPS:
            break
        low = view.first_in[k] if k >= 0 else low - 1
    high = index
    while high < len(view.doc) and high - index < SENTENCE_LIMIT and not _ends(view, high):
        k = view.quotation_of[high]
        high = view.first_after[k] if k >= 0 else high + 1
        if k >= 0 and tail(view, k) in _FULL_STOPS:
            break
    return range(low, high)


def tail(view: View, k: int) -> str:
    """The mark that ends quotation `k`: its last character, or a comma right after the closing mark."""
    quotation = view.quotations[k]
    if view.text[quotation.end : quotation.end + 1] == ",":
        return ","
    return view.text[quotation.pieces[-1].end - 1]


def _ends(view: View, index: int) -> bool:
    text = view.doc[index].text
    return text in SENTENCE_ENDS or "\n" in text
