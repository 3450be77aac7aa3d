"""Walks on the dependency parse (ClearNLP labels, as spaCy's English models give them): who speaks, what is said."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.records import Act
from sayso.statements.cues import Cue, load_cues
from sayso.statements.parsed import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
OBJECTS = frozenset({"dobj", "obj"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg", "prt"})
VERBAL = frozenset({"VERB", "AUX"})
QUOTING = frozenset({"cite", "paraphrase", "quote"})  # hand on the words of another: "paraphrased Roe as saying"
_OUTSIDE_SOURCE = frozenset({"relcl", "punct", "acl", "cc", "preconj", "advcl", "ccomp", "mark", "parataxis", "dep"})
_BORROWING = frozenset({"conj", "xcomp", "advcl", "dep", "ccomp", "parataxis", "pcomp", "prep", "acomp"})
_TO_SOMEONE = frozenset({"inform", "notify", "remind", "assure", "warn"})  # their object is the hearer
# Prepositions whose phrase, right after an object, belongs to the content though the parser hangs it on the cue;
# on PolNeAR train they raise end-to-end F1 by 0.4.
_TRAILING = frozenset(
    ["to", "for", "from", "against", "over", "with", "into", "toward", "towards", "in", "on", "at", "about"]
)
_OUTSPOKEN = frozenset({Act.ACCUSE, Act.CONDEMN, Act.DENY, Act.DISMISS})
DEPTH = 6  # steps up the tree for a subject; chains are shorter, a broken parse may be long


def subject_of(verb: Token) -> Token | None:
    """The head of the phrase that speaks: subject, agent of a passive, or the subject of the verb it depends on."""
    for _ in range(DEPTH):
        own = own_subject(verb)
        if own is not None or is_passive(verb):
            return own
        head = verb.head
        aside = verb.tag_ == "VBG" and after_comma(verb)
        if verb.dep_ == "relcl" or (verb.dep_ == "acl" and not aside):
            return head
        if aside and verb.dep_ in {"acl", "advcl"}:  # "told the station that …, adding": the outermost speaker goes on
            verb = _governor(head)
            continue
        if verb.dep_ == "pcomp" and head.lower_ == "as":  # "was quoted as saying", "quoted Roe as saying"
            quoted = [child for child in head.head.children if child.dep_ in OBJECTS or child.dep_ == "nsubjpass"]
            return quoted[0] if quoted else None
        if verb.dep_ not in _BORROWING or head.i == verb.i:
            return None
        if verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VB"}:
            return None
        if (
            verb.dep_ == "conj"
            and head.dep_ == "ccomp"
            and (verb.tag_ == head.head.tag_ or speaks_out(verb))
            and head.i > head.head.i
            and (any(child.dep_ == "ccomp" for child in verb.children) or speaks_out(verb))
        ):
            head = head.head  # "said they won and added that …": the parser hangs "added" on "won"
        verb = head
    return None


def speaks_out(verb: Token) -> bool:
    """Whether a verb without a subject, hung on what is said, is another saying of who said it.

    "said the dam held and *blamed* the rain": accusing and denying are for speakers, unless a person is the nearer
    subject ("said that Roe came and *accused* them").
    """
    cue = load_cues().by_word.get((verb.lemma_.lower(), "VERB"))
    but = any(child.dep_ == "cc" and child.lower_ == "but" for child in verb.head.children)
    refuses = cue is not None and cue.act is Act.DECLINE and but  # "said it took care *but declined* to say …"
    if cue is None or not (refuses or cue.act in _OUTSPOKEN):
        return False
    if not any(child.dep_ in OBJECTS or (refuses and child.dep_ == "xcomp") for child in verb.children):
        return False
    nearer = own_subject(verb.head)
    return nearer is None or (nearer.pos_ != "PRON" and nearer.ent_type_ != "PERSON")


def after_comma(word: Token) -> bool:
    """Whether a comma stands right before `word`, a closing quotation mark between them or not."""
    at = word.i - 1
    if at > 0 and word.doc[at].is_quote:
        at -= 1
    return at >= 0 and word.doc[at].text == ","


def _governor(word: Token) -> Token:
    """The verb that governs `word`; of a clause that is itself said, the verb that says it."""
    for _ in range(DEPTH):
        if word.pos_ in VERBAL and not (word.dep_ in {"ccomp", "acl"} and word.head.i < word.i):
            break
        if word.head.i == word.i:
            break
        word = word.head
    return word


def own_subject(verb: Token) -> Token | None:
    """The subject or, of a passive, the agent that hangs on `verb` itself."""
    passive = is_passive(verb)
    for child in verb.children:
        if child.dep_ == "nsubj" and not passive:
            return child
        if child.dep_ == "agent" and (passive or verb.tag_ == "VBN"):
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
    return None


def is_passive(verb: Token) -> bool:
    """Whether the subject of `verb` is spoken of, not speaking: "was told", "when asked", "a report called …"."""
    has_auxiliary = False
    for child in verb.children:
        if child.dep_ in {"nsubjpass", "auxpass"}:
            return True
        has_auxiliary = has_auxiliary or child.dep_ in {"aux", "nsubj"}
    bare = verb.tag_ in {"VBN", "VBD"} and verb.dep_ in {"acl", "advcl"} and not has_auxiliary
    # With an object it is active, read wrongly; "asked" and "told" have one besides.
    return bare and (verb.lemma_ in {"ask", "tell"} or not any(child.dep_ in OBJECTS for child in verb.children))


def source_words(head: Token) -> list[Token]:
    """The words of a source: the noun with what stands before it, apposition and phrases; no relative clause."""
    joined = any(child.dep_ == "conj" and child.pos_ not in VERBAL for child in head.children)
    words = [head]
    waiting = [
        child
        for child in head.children
        if (child.dep_ not in _OUTSIDE_SOURCE or (joined and child.dep_ == "cc"))
        and not (child.dep_ == "conj" and child.pos_ in VERBAL)
    ]
    while waiting:
        word = waiting.pop()
        words.append(word)
        waiting.extend(child for child in word.children if child.dep_ != "relcl")
    return words


def cue_words(token: Token, cue: Cue) -> Iterator[Token]:
    """The cue with its auxiliaries, negation and particle, and a preposition that leads to content ("called for")."""
    yield token
    for child in token.children:
        leads = child.dep_ == "prep" and child.i == token.i + 1 and child.lower_ in cue.frames
        if child.dep_ in AUXILIARIES or (leads and not _keeps(cue, token)):
            yield child


def content_words(verb: Token, cue: Cue) -> list[Token]:
    """The words of the complements of `verb` that its frames allow as content, in text order; may be empty."""
    chosen = [child for child in verb.children if _is_content(verb, child, cue.frames)]
    if any(child.dep_ in OBJECTS or child.dep_ in {"ccomp", "xcomp", "oprd"} for child in chosen):
        passive_subject = []
    else:
        passive_subject = _passive_subject(verb, cue)
    right = [child for child in chosen if child.i > verb.i]
    if right and right[0].dep_ == "ccomp" and not cue.frames & {"obj", "obj-inf"} and cue.lemma not in _TO_SOMEONE:
        # "said Roe's plan is dead": the parser takes the head of the clause for an object of "said"
        right = [c for c in verb.children if c.dep_ in OBJECTS and verb.i < c.i < right[0].i] + right
    right += _trailing(verb, right)
    words: list[Token] = []
    for child in [*(right or chosen), *passive_subject]:
        words.extend(_phrase(child) if child.dep_ == "prep" and not _keeps(cue, verb) else child.subtree)
    return words


def _trailing(verb: Token, right: list[Token]) -> list[Token]:
    """Phrases after an object or gerund that the parser hangs on the cue: "accused Roe of sending arms *to Oslo*"."""
    if not right or right[-1].dep_ in {"ccomp", "xcomp"}:
        return []
    found: list[Token] = []
    end = right[-1].right_edge.i
    for child in verb.children:
        if child.dep_ == "prep" and child.left_edge.i == end + 1 and child.lower_ in _TRAILING:
            if any(t.ent_type_ in {"DATE", "TIME"} for t in child.subtree):
                break
            found.append(child)
            end = child.right_edge.i
    return found


def _passive_subject(verb: Token, cue: Cue) -> list[Token]:
    """ "The report was denied": the subject is what the act is about, when the verb takes an object."""
    if not cue.frames & {"obj", "small"} or cue.act is Act.ASSERT:
        return []
    return [child for child in verb.children if child.dep_ == "nsubjpass" and child.pos_ != "PRON"]


def _keeps(cue: Cue, verb: Token) -> bool:
    """Whether the preposition itself is content: after an object it is ("accused Roe *of* fraud")."""
    has_object = any(child.dep_ in OBJECTS or child.dep_ == "nsubjpass" for child in verb.children)
    return has_object or cue.act is Act.DECLINE or cue.withheld


def _phrase(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        yield from child.subtree


def _is_content(verb: Token, child: Token, frames: frozenset[str]) -> bool:
    dep = child.dep_
    if dep == "ccomp" and "obj" in frames and child.left_edge.lower_ == "what":  # "condemned what he called a lie"
        return True
    if dep == "ccomp":
        return bool(frames & {"clause", "quote", "small", "obj-inf"})
    if dep == "xcomp":
        return bool(frames & ({"ger"} if child.tag_ == "VBG" else {"inf", "obj-inf", "small"}))
    if dep in OBJECTS:
        if "obj" in frames:
            return True
        after = [c for c in verb.children if c.i > child.i]
        return ("obj-inf" in frames and any(c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB" for c in after)) or (
            "small" in frames and any(c.dep_ in {"oprd", "xcomp", "ccomp"} for c in after)
        )
    if dep == "oprd":
        return "small" in frames
    if dep == "pcomp":
        return "ger" in frames
    return dep == "prep" and child.i > verb.i and child.lower_ in frames
