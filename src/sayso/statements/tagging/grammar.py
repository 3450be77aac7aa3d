"""The network's numbers to a parsed spaCy Doc: tags, heads and relations, names, lemmas.

The network was taught to tell what spaCy's pipeline tells (training/attribution), so a Doc made here reads like one of
that pipeline's; spaCy itself still gives the tokens and the rules for lemmas. Heads make a tree by greedy choice within
each sentence, cycles broken where that costs least (a lighter form of Chu and Liu 1965, Edmonds 1967).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Token

from sayso.models import Outputs
from sayso.statements.naming.offices import is_person_word
from sayso.statements.tagging.lemmas import lemmas_of
from sayso.statements.tagging.pieces import Pieces
from sayso.statements.tagging.syntax import KINDS, POS_OF, anchors

Numbers = NDArray[np.float32]
Places = NDArray[np.int64]

_WIDTHS = {name: len(labels) for name, labels in KINDS.items() if name != "dep"}
_EDGES = dict(zip(_WIDTHS, np.cumsum([0, *_WIDTHS.values()]), strict=False))
_ROOT, _DEP, _NEG = (KINDS["dep"].index(label) for label in ("ROOT", "dep", "neg"))
_COMPOUND, _PROPN = KINDS["dep"].index("compound"), KINDS["pos"].index("PROPN")
_PERSON = KINDS["entity"].index("B-PERSON")  # the label that goes on is the next
_SPACE = {"tag": KINDS["tag"].index("_SP"), "pos": KINDS["pos"].index("SPACE")}
_NOT = {"tag": KINDS["tag"].index("RB"), "pos": KINDS["pos"].index("PART")}
_INSIDE, _OUTSIDE, _BEGIN = 1, 2, 3  # spaCy's ENT_IOB
_FAR = np.float32(-1e9)
# Tags by parts of speech, whether they go together: the network scores them apart and told "Denies" VBZ and PROPN.
_FITS = np.array([[pos in POS_OF[tag] for pos in KINDS["pos"]] for tag in KINDS["tag"]])


class Grammar:
    """Gathers what the windows of one text tell of its tokens, and gives the Doc."""

    def __init__(self, text: str, pieces: Pieces, nlp: Language) -> None:
        self._doc = nlp.make_doc(text)
        self._doc.user_data["text"] = text
        self._nlp = nlp
        size = len(self._doc)
        starts = self._doc.to_array(["IDX"]).astype(np.int64).reshape(size)
        lengths = self._doc.to_array(["LENGTH"]).astype(np.int64).reshape(size)
        at = anchors(starts, lengths, pieces)
        self._token = np.full(len(pieces.ids), -1, dtype=np.int64)  # of each piece that is an anchor
        self._token[at[at >= 0]] = np.flatnonzero(at >= 0)
        self._head = np.full(size, -1, dtype=np.int64)
        self._labels = {name: np.zeros(size, dtype=np.int64) for name in ("tag", "pos", "entity", "dep")}

    def add(self, places: Places, outputs: Outputs) -> None:
        """What the network says of the window whose slots are `places`."""
        *_, kinds, arcs, relations = outputs
        token = np.where(places >= 0, self._token[places], -1)
        at = np.flatnonzero(token >= 0)
        if not len(at):
            return
        token = token[at]
        told = kinds[at]
        scores = {name: told[:, _EDGES[name] : _EDGES[name] + _WIDTHS[name]] for name in ("tag", "pos", "entity")}
        scores["pos"] = np.where(_FITS[scores["tag"].argmax(1)], scores["pos"], _FAR)
        for name, one in scores.items():
            self._labels[name][token] = one.argmax(1)
        start = told[:, _EDGES["start"]] < told[:, _EDGES["start"] + 1]
        paragraph = np.cumsum(places < 0)[at]
        start[0] = True
        start[1:] |= paragraph[1:] != paragraph[:-1]
        heads = tree(arcs[np.ix_(at, at)], arcs[at, 0], np.flatnonzero(start))
        root = heads == np.arange(len(heads))
        named = relations[at]
        named[:, _ROOT] = _FAR
        self._labels["dep"][token] = np.where(root, _ROOT, named.argmax(1))
        self._head[token] = token[heads]

    def doc(self) -> Doc:
        """The parsed Doc, once every window was added."""
        self._fill()
        size = len(self._doc)
        strings = self._nlp.vocab.strings
        columns = {
            "TAG": _hashes(KINDS["tag"], strings)[self._labels["tag"]],
            "POS": _hashes(KINDS["pos"], strings)[self._labels["pos"]],
            "DEP": _hashes(KINDS["dep"], strings)[self._labels["dep"]],
            "HEAD": (self._head - np.arange(size)).astype(np.uint64),
            "LEMMA": lemmas_of(self._doc, self._labels["tag"], self._labels["pos"], self._nlp),
        }
        self._widen_names()
        columns["ENT_IOB"], columns["ENT_TYPE"] = _entities(self._labels["entity"], strings)
        if not size:
            return self._doc
        table = np.stack(list(columns.values()), axis=1)
        return self._doc.from_array(list(columns), table)  # type: ignore[arg-type]  # its stub knows lists alone

    def _fill(self) -> None:
        """Tokens no piece stands for: white space, and what shares a piece with the token before ("cannot")."""
        missing = np.flatnonzero(self._head < 0)
        known = np.flatnonzero(self._head >= 0)
        first = int(known[0]) if len(known) else 0
        for place in missing.tolist():
            before = place - 1 if place > first else first
            self._head[place] = before
            negates = self._doc[place].lower_ == "not"
            self._labels["dep"][place] = _NEG if negates else _DEP
            for name, label in (_NOT if negates else _SPACE).items():
                self._labels[name][place] = label
            if negates and self._head[before] != before:
                self._head[place] = self._head[before]
        if not len(known) and len(missing):
            self._labels["dep"][0] = _ROOT

    def _widen_names(self) -> None:
        """A person's name begins where the capitals that the parse joins to it do; titles stay outside.

        Only a word that the text has alone elsewhere, "Sun said", is a name; a trade or office no table has is not.
        """
        entity, pos, dep = (self._labels[name] for name in ("entity", "pos", "dep"))
        person = (entity == _PERSON) | (entity == _PERSON + 1)
        person[1:] &= ~person[:-1]
        for at in np.flatnonzero(person).tolist():
            first = at
            while (
                first
                and (entity[first - 1], pos[first - 1], dep[first - 1]) == (0, _PROPN, _COMPOUND)
                and first <= self._head[first - 1] <= at + 2
                and (word := self._doc[first - 1]).text.istitle()
                and not is_person_word(word.text)
                and self._stands_alone(word)
            ):
                first -= 1
            entity[first : at + 1] = _PERSON + 1
            entity[first] = _PERSON

    def _stands_alone(self, word: Token) -> bool:
        """Whether the text has a word again, in front of another word than here."""
        behind = word.nbor().orth
        return any(token.orth == word.orth and token.nbor().orth != behind for token in self._doc[:-1])


def tree(scores: Numbers, root: Numbers, starts: Places) -> Places:
    """The head of each token, itself where it is a sentence's root: one root and no cycle in each sentence.

    `scores`: tokens x tokens, row: word, column: head; `root`: each token's score as a root; `starts`: first tokens of
    sentences. Each sentence gets the root that gains most over its best other head, every other token its best head;
    a cycle is then broken where that costs least.
    """
    size = len(root)
    sentence = np.zeros(size, dtype=np.int64)
    sentence[starts] = 1
    sentence = np.cumsum(sentence) - 1
    scores = np.where(sentence[:, None] == sentence[None, :], scores, _FAR)
    np.fill_diagonal(scores, _FAR)
    gain = root - scores.max(1)
    heads: Places = scores.argmax(1)
    tops = np.array([low + int(gain[low:high].argmax()) for low, high in zip(starts, [*starts[1:], size], strict=True)])
    heads[tops] = tops
    while not (reached := (ends := _followed(heads)) == tops[sentence]).all():
        cycle = np.unique(ends[~reached])
        cycle = cycle[sentence[cycle] == sentence[cycle[0]]]
        gains = np.where(reached[None, :], scores[cycle], _FAR) - scores[cycle, heads[cycle]][:, None]
        word, head = np.unravel_index(int(gains.argmax()), gains.shape)
        heads[cycle[word]] = head
    return heads


def _followed(heads: Places) -> Places:
    """Where each token's chain of heads leads after more steps than there are tokens: its root, or a cycle."""
    ends = heads
    for _ in range(len(heads).bit_length()):
        ends = ends[ends]
    return ends


def _hashes(labels: tuple[str, ...], strings: object) -> NDArray[np.uint64]:
    return np.array([strings.add(label) for label in labels], dtype=np.uint64)  # type: ignore[attr-defined]


def _entities(told: Places, strings: object) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """ENT_IOB and ENT_TYPE of each token: a name goes on only behind a token of its kind."""
    labels = KINDS["entity"]
    kind = (told + 1) // 2  # labels are O, then B and I of each kind in turn
    inside = (told > 0) & (told % 2 == 0)
    inside[1:] &= kind[1:] == kind[:-1]
    inside[:1] = False
    iob = np.where(told == 0, _OUTSIDE, np.where(inside, _INSIDE, _BEGIN)).astype(np.uint64)
    names = np.array([0, *(strings.add(label[2:]) for label in labels[1::2])], dtype=np.uint64)  # type: ignore[attr-defined]
    return iob, names[kind]
