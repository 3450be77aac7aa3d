"""Finds every attribution of a text: what the tagger sees and what the rules see, each for what it is good at.

The tagger decides what is said by whom. The rules know where quotations end, which layouts make a speaker, and they see
quotations that the tagger missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sayso.models import Tagger
from sayso.records import Act, Mode, Span
from sayso.statements.attribution import Attribution
from sayso.statements.finding.anchoring import anchored
from sayso.statements.finding.clauses import QUOTING
from sayso.statements.finding.indirect import is_unreal
from sayso.statements.finding.labels import past_label
from sayso.statements.finding.rules import find_by_rules
from sayso.statements.finding.surety import features_of, score_of
from sayso.statements.finding.view import View, look, spans_of
from sayso.statements.relaying.outlets import is_outlet
from sayso.statements.tagging.tag import Found, Seen

# Acts that rules alone may find: who denies it is what a ledger is for. On PolNeAR they add 8 finds in 112 articles.
SIDED = frozenset({Act.DENY, Act.DISMISS, Act.CONFIRM, Act.DECLINE})
ALONE = 0.35  # score of what the parse alone tells: 9 of 28 right in 112 articles of PolNeAR's held-out parts
NESTED = 0.7  # least score of a nested find: clauses and "according to"; costs 0.3 F1 on a gold that has none
# Score of the tagger's finds that are kept. End-to-end F1 on the held-out articles is 78.6 at 0.3, 77.6 at 0.4 and at
# 0.5; on the development part 76.1, 76.5 and 76.6. The precision of contents is 2 points higher at each step.
LEAST = 0.45
SAME = 0.5  # Jaccard index of two contents' characters from which they are one attribution
# Acts by which a bare object tells little: "talked about the dam", "cited two officials"; but "voiced hope for peace".
_PLAIN = frozenset({Act.ASSERT, Act.SUGGEST, Act.OTHER})
_VOICING = frozenset({"call", "express", "voice"})
QUOTED = 14  # tokens from a verb of quoting to the saying of who is quoted: "paraphrased Roe, the mayor, as adding"
_TURN = re.compile(r";|\bbut\b")
_JOINT = re.compile(r",?\s+but\s+$")
_ASIDE = re.compile(r"\s*\([^)]*\)$")  # "the Example News Agency *(ENA)*"
_NAME_AT_END = re.compile(r"(?:[A-Z][\w.&’'-]*\s+)*[A-Z][\w.&’'-]*$")


def find_attributions(seen: Seen, tagger: Tagger) -> tuple[Attribution, ...]:
    """Every attribution in a text, in order of content. `seen`: what the network sees in it."""
    view = look(seen.doc)
    ruled = tuple(past_label(view, one) for one in find_by_rules(view))
    return merge(view, seen.found, ruled, tagger.definition.calibration)


def merge(
    view: View, tagged: Sequence[Found], ruled: Sequence[Attribution], calibration: Sequence[float]
) -> tuple[Attribution, ...]:
    """Every attribution once, in order of content. What is more likely wrong than right is left out."""
    found: list[Attribution] = []
    met: set[int] = set()
    for made, partner, surety in tagged_with_partners(view, tagged, ruled):
        if partner is None and not made.source and made.cue_token in view.cues:
            continue  # a word of saying that nobody speaks, and the rules see nothing: 27 % right on held-out articles
        if partner is None and _may_be(view, made):
            continue  # 5 of 16 right on the development part, 6 of 69 by eye on 612 other pages
        score = score_of(features_of(view, made, partner, surety), calibration)
        if score >= LEAST:
            met.add(id(partner))
            found.append(replace(made, score=score, why=_why(view, made, partner)))
    loose = [held for one in tagged if not one.cue and (held := anchored(view, one)) is not None]
    begun = [held for one in tagged if one.cue and (held := anchored(view, one)) is not None]
    loose.extend(one for one in ruled if any(_parted_at(view, held, one) is not None for held in begun))
    others = [one for one in ruled if id(one) not in met]
    nested = [one for one in others if _is_nested(view, one, found)]
    alone = [_doubted(one) for one in others if one not in nested and _stands_alone(view, one, found, loose)]
    told = [*found, *nested, *alone]
    told = [one for one in told if not any(_hands_on(view, one, other) for other in told)]
    return tuple(sorted(told, key=lambda one: (one.content, one.cue)))


def _may_be(view: View, made: Attribution) -> bool:
    """Whether its words tell of what somebody else than the writer may do or will, and of no saying."""
    if made.cue_token is None or made.mode is not Mode.INDIRECT:
        return False
    speaks = [view.text[span.start : span.end] for span in made.source]
    return speaks != ["I"] and is_unreal(view.doc[made.cue_token])


def _doubted(one: Attribution) -> Attribution:
    """What the parse alone tells, and the tagger does not see, is right less often than the rules' scores say."""
    return replace(one, score=min(one.score, ALONE)) if one.method == "parse" else one


def _stands_alone(view: View, one: Attribution, found: Sequence[Attribution], loose: Sequence[Attribution]) -> bool:
    """Whether the tagger found nothing where the rules did, and the find is of a kind that is kept.

    A layout, a quotation, content that the tagger knew no cue for, and what takes a side or withholds an answer.
    """
    if one.method == "layout":  # a turn of a transcript may hold what the speaker tells of others
        return not any(_covers(other, one.content) for other in found)
    if any(_shared(one, other) for other in found):
        return False
    cue = None if one.cue_token is None else view.cues.get(one.cue_token)
    sided = cue is not None and (cue.act in SIDED or cue.withheld)
    return one.method == "quote" or sided or any(_alike(one, other) >= SAME for other in loose)


def _is_nested(view: View, one: Attribution, found: Sequence[Attribution]) -> bool:
    """Whether it is another's saying told within a content: "Roe said *the ministry believes that …*".

    The tagger was taught on annotations that do not nest. Somebody must be named: "he thinks" in Roe's words is Roe.
    """
    if one.source_token is None or one.cue_token is None:
        return False
    if _is_quoted_as(view, one.cue_token):
        return any(_spans_over(other, (*one.source, *one.cue)) for other in found if other.cue_token != one.cue_token)
    told = one.method != "quote" or view.doc[one.cue_token].tag_ != "VB"  # who wants Roe *to say* so tells no saying
    if one.method == "layout" or not told or view.doc[one.source_token].pos_ not in {"NOUN", "PROPN"}:
        return False
    outer = [other for other in found if _covers(other, (*one.source, *one.cue, *one.content))]
    cue = view.cues[one.cue_token]
    if one.score < NESTED and cue.pos != "NOUN" and cue.act not in SIDED:  # "denied *Roe's claim that …*" is kept
        telling = cue.act not in _PLAIN or cue.lemma in _VOICING
        return telling and any(_is_of_press(view, other) for other in outer)
    return bool(outer)


def _is_of_press(view: View, one: Attribution) -> bool:
    """Whether an outlet speaks: what it tells of others is theirs, "*Norland condemned the raid*, ENA reported"."""
    words = _ASIDE.sub("", " ".join(view.text[span.start : span.end] for span in one.source))
    name = _NAME_AT_END.search(words)
    return is_outlet(words) or (name is not None and is_outlet(name.group()))


def _is_quoted_as(view: View, cue: int) -> bool:
    """Whether a cue is the saying of one who is quoted: "the agency quoted Roe *as saying* that …"."""
    return cue > 0 and view.doc[cue].tag_ == "VBG" and view.doc[cue - 1].lower_ == "as"


def _hands_on(view: View, one: Attribution, other: Attribution) -> bool:
    """Whether `one` tells no more than who quotes another that is found: "*the paper quoted* Roe as saying"."""
    if one.cue_token is None or other.cue_token in (None, one.cue_token) or not other.source:
        return False
    quoting = view.doc[one.cue_token].lemma_.lower() in QUOTING and _is_quoted_as(view, other.cue_token)
    return quoting and view.doc[other.cue_token].head.head.i == one.cue_token


def _spans_over(outer: Attribution, spans: Sequence[Span]) -> bool:
    """Whether `spans` stand between the beginning and the end of a content."""
    low, high = outer.content[0].start, outer.content[-1].end
    return all(low <= span.start and span.end <= high for span in spans)


def _covers(outer: Attribution, spans: Sequence[Span]) -> bool:
    """Whether one piece of a content holds all of `spans`."""
    return any(_within(piece, spans) for piece in outer.content)


def _within(piece: Span, spans: Sequence[Span]) -> bool:
    """Whether `piece` holds all of `spans`."""
    return all(piece.start <= span.start and span.end <= piece.end for span in spans)


def tagged_with_partners(
    view: View, tagged: Sequence[Found], ruled: Sequence[Attribution]
) -> Iterator[tuple[Attribution, Attribution | None, tuple[float, float, float]]]:
    """The tagger's finds joined with the rules' finds of the same content; these; and the tagger's surety."""
    seen = [(held, one.surety) for one in tagged if one.cue and (held := anchored(view, one)) is not None]
    heard = [(_by_the_quoted(view, _as_saying(view, past_label(view, held))), surety) for held, surety in seen]
    made = [(_parted(view, held, ruled), surety) for held, surety in heard]
    for one, surety in made:
        if not _misread_layout(one, ruled):
            partner = _partner(one, ruled, [other for other, _ in made if other is not one])
            held = one if partner is None else _joined(view, _filled(view, one, partner, ruled), partner)
            yield held, partner, surety


def _is_cut(view: View, made: Attribution) -> bool:
    """Whether a content ends within a name, or with a subject whose verb follows."""
    piece = view.doc.char_span(made.content[-1].start, made.content[-1].end, alignment_mode="expand")
    if piece is None:
        return False
    last, root = piece[-1], piece.root
    parted = last.dep_ == "compound" and last.head.i > last.i and last.head.ent_type_ == last.ent_type_ == "PERSON"
    return parted or (
        root.dep_ in {"nsubj", "nsubjpass"} and root.head.i > last.i and root.head.pos_ in {"VERB", "AUX"}
    )


def _filled(view: View, made: Attribution, partner: Attribution, ruled: Sequence[Attribution]) -> Attribution:
    """`made` with the words that tell who said what it reports: "*an envoy said* the dam fell, the Echo reported".

    The tagger was taught on annotations that do not nest, and leaves out the source and cue of the inner saying. Where
    it ends within a name, or between a subject and its verb, the rules' end stands.
    """
    if partner.cue_token != made.cue_token or not _covers(partner, made.content):
        return made
    if _shared(replace(made, content=made.cue), partner):  # of "issued a statement calling it wrong" no more than "it"
        return made
    if _is_cut(view, made):
        return replace(made, content=partner.content, mode=partner.mode)
    for one in ruled:
        within = one is not partner and one.source and one.cue and _covers(partner, (*one.source, *one.cue))
        said = one.cue_token is not None and view.cues[one.cue_token].act is Act.ASSERT
        told = within and said and not _is_of_press(view, one)  # an outlet within hands on: a relay
        if told and _shared(one, made) and not _shared(replace(one, content=(*one.source, *one.cue)), made):
            return replace(made, content=partner.content, mode=partner.mode)
    return made


def _as_saying(view: View, made: Attribution) -> Attribution:
    """`made`, of "The Echo paraphrased *Doe, the mayor,* as *adding* that …", as Doe's adding.

    The tagger may take "paraphrased" for the cue, the Echo for the source, and Doe for a part of what is said.
    """
    if made.cue_token is None:
        return made
    doc, near = view.doc, range(max(0, made.cue_token - QUOTED), made.cue_token + 1)
    verb = next((i for i in reversed(near) if doc[i].lower_.removesuffix("d").removesuffix("s") in QUOTING), None)
    if verb is None or any(word.lemma_ == "be" for word in doc[max(0, verb - 2) : verb]):  # "was quoted as saying"
        return made
    told = (i for i in range(verb + 3, min(verb + QUOTED, len(doc))) if i in view.cues and _is_quoted_as(view, i))
    saying = next(told, None)
    if saying is None or made.cue_token not in (verb, saying):
        return made
    quoted = doc[verb + 1 : saying - 1]
    if quoted[0].pos_ == "ADP" or any(word.tag_ in {"VBD", "VBZ", "VBP"} or word.text in ".;:" for word in quoted):
        return made
    end = doc[saying].idx + len(doc[saying])
    content = tuple(Span(max(end + 1, piece.start), piece.end) for piece in made.content if piece.end > end + 1)
    source = spans_of(doc, range(verb + 1, saying - 1))
    words = doc.char_span(source[0].start, source[-1].end, alignment_mode="expand") if source and content else None
    if words is None:
        return made
    cue = Span(doc[saying].idx, end)
    lemma = view.cues[saying].lemma
    return replace(
        made, source=source, source_token=words.root.i, cue=(cue,), cue_token=saying, cue_lemma=lemma, content=content
    )


def _is_the_quoted(view: View, made: Attribution) -> bool:
    """Whether its source stands right before the "as" of its cue, and is not by whom another is quoted."""
    if made.cue_token is None or not made.source or not _is_quoted_as(view, made.cue_token):
        return False
    between = view.text[made.source[-1].end : view.doc[made.cue_token - 1].idx]
    return between.strip(" ,") == "" and not view.text[: made.source[0].start].rstrip().endswith((" by", " in"))


def _by_the_quoted(view: View, made: Attribution) -> Attribution:
    """`made`, of "The Echo quoted *Doe* as saying …" given to the Echo, as Doe's."""
    last = -1 if made.cue_token is None or not _is_quoted_as(view, made.cue_token) else made.cue_token - 2
    if last < 1 or not made.source or view.doc[last].pos_ not in {"PROPN", "PRON"}:
        return made
    first = last
    while first > 1 and view.doc[first - 1].pos_ == view.doc[last].pos_ == "PROPN":
        first -= 1
    before = view.doc[first - 2] if view.doc[first - 1].pos_ == "DET" else view.doc[first - 1]
    quoted = Span(view.doc[first].idx, view.doc[last].idx + len(view.doc[last]))
    own = any(piece.start < quoted.end and quoted.start < piece.end for piece in made.source)
    if own or before.pos_ == "ADP":  # "was quoted by *the Echo* as saying"
        return made
    return replace(made, source=(quoted,), source_token=last)


def _parted(view: View, made: Attribution, ruled: Sequence[Attribution]) -> Attribution:
    """`made` up to a semicolon after which another speaks: "According to Roe, it is sound; *Doe says it is a ruin*".

    Or up to where its own speaker withholds something: "Roe said it is sound *but declined to show it*".
    """
    *pieces, last = made.content
    if _TURN.search(view.text, last.start, last.end) is None:
        return made
    ends = [end for one in ruled if (end := _parted_at(view, made, one)) is not None]
    return replace(made, content=(*pieces, Span(last.start, min(ends)))) if ends else made


def _parted_at(view: View, made: Attribution, one: Attribution) -> int | None:
    """Where the content of `made` ends, if it runs over a semicolon into what another is found to say."""
    if one.source_token is None or one.cue_token in {None, made.cue_token}:
        return None
    if one.source == made.source:
        return _withheld_at(view, made, one)
    words, last = (*one.source, *one.cue, *one.content), made.content[-1]
    if not _within(last, words) or view.doc[one.source_token].pos_ not in {"NOUN", "PROPN"}:
        return None
    before = view.text[last.start : min(span.start for span in words)].rstrip()
    return last.start + len(before) - 1 if len(before) > 1 and before.endswith(";") else None


def _withheld_at(view: View, made: Attribution, one: Attribution) -> int | None:
    """Where the content of `made` ends, if it runs on to what its own speaker is told to withhold."""
    last, cue = made.content[-1], view.cues.get(-1 if one.cue_token is None else one.cue_token)
    if cue is None or not (cue.act is Act.DECLINE or cue.withheld) or not _within(last, (*one.cue, *one.content)):
        return None
    before = _JOINT.search(view.text[last.start : one.cue[0].start])
    return None if before is None or before.start() == 0 else last.start + before.start()


def _misread_layout(made: Attribution, ruled: Sequence[Attribution]) -> bool:
    """Whether it is a part of what a label or signature gives to a speaker: the rules see how far that reaches."""
    return not made.cue and any(one.method == "layout" and 0 < _alike(made, one) < SAME for one in ruled)


def _joined(view: View, tagged: Attribution, ruled: Attribution) -> Attribution:
    """One attribution that both found: the rules know where quotations and labels end, the tagger knows the rest."""
    method = f"tagger+{ruled.method}"
    if ruled.method == "layout":
        return replace(ruled, method=method)
    exact = ruled.method == "quote" and ruled.mode is Mode.DIRECT
    spoken = tagged.cue_token is not None and view.doc[tagged.cue_token].pos_ != "PRON"  # "*It* is said that …"
    as_saying = ruled.cue_token is not None and _is_quoted_as(view, ruled.cue_token)
    # "The Echo *paraphrased Roe as adding* that …": the tagger may take the whole for a cue
    own = tagged if (spoken or not ruled.cue) and not (as_saying and _in_cue(tagged, ruled)) else ruled
    quoted = as_saying and len(ruled.source) == 1 and not _is_the_quoted(view, tagged)
    source = tagged if tagged.source and not quoted else ruled  # the tagger hears who quotes, or is quoted by whom
    return replace(
        tagged,
        content=ruled.content if exact else tagged.content,
        mode=ruled.mode if exact else tagged.mode,
        source=source.source,
        source_token=source.source_token,
        cue=own.cue,
        cue_token=own.cue_token,
        cue_lemma=own.cue_lemma,
        method=method,
    )


def _in_cue(tagged: Attribution, ruled: Attribution) -> bool:
    """Whether the tagger took one who speaks, and his saying, for words of another's cue."""
    words = (*ruled.source, *ruled.cue)
    return bool(ruled.source) and any(_within(piece, words) for piece in tagged.cue)


def _why(view: View, made: Attribution, partner: Attribution | None) -> str:
    cue = " ".join(view.text[span.start : span.end] for span in made.cue)
    return f"“{cue}”: the tagger" + (", and the rules do not see it" if partner is None else f"; {partner.why}")


def _partner(made: Attribution, ruled: Sequence[Attribution], others: Sequence[Attribution]) -> Attribution | None:
    """Which of the rules' finds has the same content, or is the whole of a quotation whose beginning the tagger saw."""
    ruled = [one for one in ruled if not (one.source and _covers(made, (*one.source, *one.cue)))]  # told within it
    alike = [one for one in ruled if _alike(made, one) >= SAME and one.cue_token == made.cue_token]
    best = max(alike or ruled, key=lambda one: _alike(made, one), default=None)
    if best is not None and _alike(made, best) >= SAME:
        return best
    for one in ruled:
        longer = one.method == "quote" and one.cue_token == made.cue_token and _shared(made, one) > 0
        if longer and one.mode is Mode.DIRECT and not any(_shared(one, other) for other in others):
            return one
    return None


def _alike(one: Attribution, other: Attribution) -> float:
    """Jaccard index of two contents' characters."""
    shared = _shared(one, other)
    return shared / (_length(one.content) + _length(other.content) - shared) if shared else 0.0


def _shared(one: Attribution, other: Attribution) -> int:
    """Characters that both contents hold."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)


def _length(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)
