"""What a statement says, prepared for comparison: its words, parties, names, and the polarity of its main predicate."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from sayso.parties import Mention
from sayso.records import Act, Mode, Proposition, Span, Speaker
from sayso.statements.acts.act_words import words_of
from sayso.statements.acts.hedges import hedges_of
from sayso.statements.attribution import Attribution
from sayso.statements.cues import load_cues
from sayso.statements.naming.cast import Cast
from sayso.statements.naming.offices import is_person_word
from sayso.statements.parsed import Token
from sayso.statements.speaking.story import Story

_CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
# Light words that tell nothing of what is claimed.
_LIGHT = frozenset(
    (
        *("be", "have", "do", "make", "get", "go", "take", "say", "also", "very", "just", "now", "then", "again"),
        *("still", "even", "only", "really", "so", "there", "here", "more", "most", "as", "well", "too", "such"),
        *("much", "many", "other", "own", "same", "that", "this", "what", "when", "where", "how", "why", "not"),
        *("never", "no", "ever", "yet", "ago", "one", "thing", "let", "way", "lot"),
    )
)
_NEGATIVES = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no", "nothing", "nobody", "none", "nowhere"})
NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither"})
# Verbs that only bring in what is claimed: "We make clear that …", "I believe that …".
_FRAMES = frozenset(
    (
        *("say", "make", "believe", "think", "know", "stress", "reiterate", "repeat", "emphasize", "emphasise"),
        *("affirm", "state", "declare", "tell", "note", "add", "feel", "assume", "suppose", "guess", "assure", "see"),
        *("understand", "hear", "remember", "acknowledge", "confirm", "mean", "find", "show", "indicate", "suggest"),
        *("argue", "insist", "claim", "underline", "underscore", "clarify", "remind", "conclude", "appear", "seem"),
    )
)
_WISHES = frozenset({"want", "wish", "like"})
_INNER = frozenset({"know", "believe", "think", "feel", "assume", "suppose", "understand", "remember", "hear", "see"})
_CLEAR = frozenset({"clear", "sure", "certain", "plain", "obvious", "known"})  # "We make clear that …"
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "acl", "advcl"})
# Nouns for what somebody else is said to have said; to call one of these false is to dismiss it.
CLAIM_NOUNS = frozenset(
    (
        *("accusation", "allegation", "assertion", "charge", "claim", "report", "rumor", "rumour", "suggestion"),
        *("speculation", "story", "statement", "finding", "contention", "insinuation", "narrative"),
        *("account", "version", "remark"),
    )
)
_FLAT_NO = re.compile(
    r"^(?:no[,.!]|never[,.!]|not true\b|absolutely not\b|certainly not\b|of course not\b)", re.IGNORECASE
)
_NOT_TRUE = re.compile(
    r"^(?:this|that|it|these|those)(?:\s+\w+){0,2}\s*(?:is|are|was|were|['’]s)\s*(?:\w+\s+)?"
    r"(?:not\s+(?:true|correct|the\s+case|so(?=\W*$|[,.;!]))"
    r"|untrue\b|false\b|incorrect\b|(?:a|an\s+outright)\s+lie\b|wrong(?=\W*$|[,.;!]))",
    re.IGNORECASE,
)
# "They did not", "That never happened", "This the ministry rejects in the strongest terms".
_NOT_SO = re.compile(
    r"^(?:I|we|they|he|she|it|there)\s+(?:do|does|did|is|are|was|were|has|have|had|will|would)(?:\s+not|n['’]t)\W*$"
    r"|^(?:this|that|it|these|those)\s+(?:simply\s+|just\s+)?(?:(?:did\s+not|didn['’]t)\s+(?:happen|take\s+place|occur)"
    r"|never\s+(?:happened|took\s+place|occurred))\W*$"
    r"|^(?:this|that|these|those)\s+(?:we|I|the\s+\w+|our\s+\w+)\s+(?:\w+ly\s+)?(?:rejects?|den(?:y|ies)|refutes?|contests?"
    r"|disputes?)\b",
    re.IGNORECASE,
)
# "It had confirmed no such thing": what is denied was told before.
_NO_SUCH_THING = re.compile(
    r"^(?:that\s+)?(?:\w+\s+){1,6}(?:no\s+such\s+(?:thing|statement|claim|report)|nothing\s+of\s+the\s+(?:sort|kind))\W*$",
    re.IGNORECASE,
)
# Nouns whose negation is the predicate's: "has no plan to", "there is no evidence".
_PLANS = frozenset(
    {"plan", "intention", "intent", "evidence", "proof", "role", "part", "involvement", "knowledge", "deal"}
)
# "It is not true *that P*": the denial tells what it denies.
_TELLS_WHAT = re.compile(r"^\W*(?:no[,.!]\s+)?it\s*(?:is|was|['’]s)\b[^.;!?]{0,40}?\bthat\s+\w+\s+\w+", re.IGNORECASE)
_WE = frozenset({"we", "our", "us", "ours", "ourselves"})
# Negated, they take their negation from what is thought (neg-raising): "does not believe that P".
RAISING = frozenset({"believe", "think", "expect", "suppose", "imagine"})
_WILLS = frozenset({"will", "shall", "'ll", "’ll", "would", "'d", "’d"})
_ACTS_WITHOUT_CLAIM = frozenset({Act.ASK, Act.PLEDGE, Act.DEMAND, Act.OTHER})
_REPLIES = frozenset({"comment", "answer", "respond", "reply"})
_ANSWERS = frozenset({Act.DENY, Act.DISMISS, Act.CONFIRM, Act.DECLINE})  # acts on what somebody else has claimed
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_VERBAL = frozenset({"VERB", "AUX"})
FEWEST_WORDS = (
    2  # content words a claim has at least, "we" being one; a quoted fragment of one is a comment on something else
)


class Content(Struct, frozen=True):
    """The content of an attribution, read from the parse."""

    text: str
    tokens: tuple[Token, ...]
    roots: tuple[Token, ...]  # tokens whose heads stand outside; one for each sentence or piece
    main: Token | None  # the main predicate, frames like "make clear that" passed; null: a bare phrase
    lemmas: tuple[str, ...]
    negated: bool
    hedges: tuple[Token, ...]  # the words that hedge its first predicate or the main one
    own_subject: bool  # the main subject is "I", "we" or the speaker's party
    party_subject: bool  # the main subject names a party or a person


def read_content(text: str, tokens: Sequence[Token], speaker: Speaker, mentions: Sequence[Mention]) -> Content:
    """Read the content whose tokens are given, in text order; `mentions` are the parties named in the article."""
    inside = {token.i for token in tokens}
    roots = tuple(
        t for t in tokens if (t.head.i not in inside or t.head.i == t.i) and not t.is_punct and not t.is_space
    )
    main = _main(roots, inside)
    subject = _subject(main) if main is not None else None
    spoken = {m.start: m.form.party for m in mentions}
    named = {spoken[t.idx] for t in subject.subtree if t.idx in spoken} if subject is not None else set()
    own = subject is not None and (
        subject.lower_ in ("i", "we")
        or (speaker.party is not None and speaker.party in named and subject.idx in spoken)
        or (
            (
                subject.lower_ == "it"
                and speaker.named
                and (speaker.party is not None or speaker.person)
                and subject.dep_ != "expl"
            )
            and speaker.role is None
        )
    )
    return Content(
        text=text,
        tokens=tuple(tokens),
        roots=roots,
        main=main,
        lemmas=content_lemmas(tokens),
        negated=main is not None and _is_negated(main),
        hedges=hedges_of(roots[0] if roots else None, main, text, tokens),
        own_subject=own,
        party_subject=bool(named) or (subject is not None and subject.ent_type_ == "PERSON"),
    )


def is_flat_denial(text: str) -> bool:
    """ "No, …", "That is not true": it denies what was said before, and claims nothing in its own words."""
    flat = (
        _FLAT_NO.match(text)
        or _NOT_TRUE.match(text)
        or _NOT_SO.match(text)
        or _NO_SUCH_THING.match(text.strip("\"“”' "))
    )
    return flat is not None


def content_lemmas(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Lemmas of content words in lower case, in order of the text."""
    found = []
    for token in tokens:
        if token.pos_ in _CONTENT_POS and (token.text.isalnum() or any(map(str.isalnum, token.text))):
            lemma = token.lemma_.lower()
            if lemma not in _LIGHT and not (token.pos_ not in ("NUM", "PROPN") and token.is_stop):
                found.append(lemma)
    return tuple(found)


def read_proposition(
    content: Content, attribution: Attribution, act: Act, speaker: Speaker, story: Story
) -> Proposition:
    """The proposition of a statement of the `story` that does `act`."""
    spans = attribution.content
    first = bisect_left(story.mentions, spans[0].start, key=lambda m: m.start)
    last = bisect_left(story.mentions, spans[-1].end, key=lambda m: m.start)
    named = [m for m in story.mentions[first:last] if _inside(m.start, spans)]
    return Proposition(
        lemmas=content.lemmas,
        parties=_parties(content, attribution.mode, speaker, named),
        names=_names(content, named, story.cast, spans),
        negated=content.negated,
        hedged=bool(content.hedges),
        is_claim=_is_claim(content, act) and (attribution.mode is not Mode.DIRECT or content.main is not None),
        asserted_by=_asserted_by(content, named, speaker) if act in _ANSWERS else None,
    )


def _parties(content: Content, mode: Mode, speaker: Speaker, named: Sequence[Mention]) -> tuple[str, ...]:
    """Parties in order of first mention. "We" in quoted words, and "it" for a body's own self, are the speaker's."""
    placed = [(mention.start, mention.form.party) for mention in named]
    if speaker.party is not None:
        placed += [
            (token.idx, speaker.party)
            for token in content.tokens
            if token.lower_ in _WE and token.text != "US" and mode is not Mode.INDIRECT
        ]
        subject = _subject(content.main) if content.main is not None else None
        if content.own_subject and subject is not None:
            placed.append((subject.idx, speaker.party))
    return tuple(dict.fromkeys(party for _, party in sorted(placed)))


def _names(content: Content, named: Sequence[Mention], cast: Cast, spans: Sequence[Span]) -> tuple[str, ...]:
    """People by their full names, then runs of other proper nouns, in order of the text, parties left out."""
    taken = {at for m in named for at in range(m.start, m.end)}
    placed: list[tuple[int, str]] = []
    low, high = spans[0].start, spans[-1].end
    for sighting, person in cast.sightings:
        if low <= sighting.start < high and _inside(sighting.start, spans):
            placed.append((sighting.start, person.name))
            taken.update(range(sighting.start, sighting.end))
    run: list[Token] = []
    for token, after in pairwise((*content.tokens, None)):
        if token is None:
            break
        proper = token.pos_ == "PROPN" and token.idx not in taken and token.ent_type_ not in ("DATE", "TIME")
        proper = proper and not is_person_word(token.text)
        if proper:
            run.append(token)
        if run and (not proper or after is None or after.i != token.i + 1):
            name = "".join(t.text_with_ws for t in run).strip()
            people = cast.candidates(name)
            placed.append((run[0].idx, people[0].name if len(people) == 1 else name))
            run = []
    return tuple(dict.fromkeys(name for _, name in sorted(placed)))


def _is_claim(content: Content, act: Act) -> bool:
    """Whether something is said that may be so or not."""
    if (
        act in _ACTS_WITHOUT_CLAIM
        or len(content.lemmas) + content.own_subject + _is_clause(content, act) < FEWEST_WORDS
    ):
        return False
    if act is Act.DENY and is_flat_denial(content.text) and not _TELLS_WHAT.match(content.text):
        return False
    if content.main is not None and content.main.lemma_ in _REPLIES:  # "We do not comment on gossip" claims nothing
        return False
    if content.main is not None and _is_deed_only(content, content.main, act):
        return False
    if act in (Act.ASSERT, Act.SUGGEST) and not any(token.pos_ in _VERBAL for token in content.tokens):
        return False  # "cited the report": a thing is named, nothing is claimed of it
    verbal = content.main is not None and content.main.pos_ in _VERBAL
    if act in (Act.DECLINE, Act.PRAISE):
        return verbal and _finite(content.main)
    if act in (Act.CONDEMN, Act.WARN):  # "complained that P"; "condemned the raid that shook the town" blames a thing
        return verbal and _finite(content.main) and content.roots[0].pos_ in _VERBAL
    return True


def _is_clause(content: Content, act: Act) -> bool:
    """ "There was no siren" has one content word and puts something forward; "that is a lie" answers."""
    worded = act not in _ANSWERS or act is Act.CONFIRM
    return worded and bool(content.lemmas) and _finite(content.main)


def _is_deed_only(content: Content, main: Token, act: Act) -> bool:
    """What tells a deed to come or the act itself, and nothing that may be so: "threatened *to close it*".

    "I cannot confirm that" names what is kept open only by a word that points.
    """
    if act in (Act.WARN, Act.SUGGEST) and content.text.startswith("to "):
        return True
    if act is Act.WARN:  # "warned that it would shut the gates", "that the dam will break": nothing that is so by now
        return any(c.lower_ in _WILLS for c in main.children)
    told = load_cues().by_word.get((main.lemma_.lower(), "VERB"))
    itself = told is not None and told.act is act and act in (Act.CONDEMN, Act.PRAISE)
    return itself or (act is Act.DECLINE and main.lemma_.lower() in words_of("silent"))


def _finite(verb: Token | None) -> bool:
    return verb is not None and any(child.dep_ in _SUBJECTS for child in verb.children)


def _asserted_by(content: Content, named: Sequence[Mention], speaker: Speaker) -> str | None:
    """The party told to have made the claim: "US claims that …", "allegations by Ruritania"."""
    for token in content.tokens:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in CLAIM_NOUNS:
            continue
        owners = [t for c in token.children if c.dep_ in ("poss", "amod", "compound", "nmod") for t in c.subtree]
        owners += [
            t for c in token.children if c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from") for t in c.subtree
        ]
        for owner in owners:
            party = next((m.form.party for m in named if m.start <= owner.idx < m.end), None)
            if party is not None and party != speaker.party:
                return party
    return None


def _main(roots: Sequence[Token], inside: set[int]) -> Token | None:
    """The predicate that carries the claim: past "we make clear that", "it seems that", "I think"."""
    main = next((root for root in roots if root.pos_ in _VERBAL), None)
    if main is not None and main.lemma_ == "do":  # "I don’t comment": the parser may take the verb for an object
        main = next((c for c in main.children if c.tag_ == "VB" and c.i > main.i and c.i in inside), main)
    if main is not None and main.lemma_.lower() in _WISHES:  # "I want to make it plain that …"
        main = next((c for c in main.children if c.dep_ == "xcomp" and c.lemma_.lower() in _FRAMES - _INNER), main)
    for _ in range(4):
        if main is None or main.lemma_.lower() not in _FRAMES or _knows(main):
            return main
        below = [c for c in main.children if c.i > main.i and c.dep_ in ("ccomp", "xcomp")]
        below += [d for c in main.children if c.lemma_.lower() in _CLEAR for d in c.children if d.dep_ in _CLAUSES]
        deeper = next((c for c in below if c.i in inside and c.pos_ in _VERBAL), None)
        if deeper is None:
            return main
        main = deeper
    return main


def _knows(verb: Token) -> bool:
    """ "The firm knew that …": what somebody else knew or believed is itself what is claimed."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return verb.lemma_.lower() in _INNER and subject is not None and subject.pos_ in ("NOUN", "PROPN")


def _subject(main: Token) -> Token | None:
    """The subject of a predicate, or that of the verb it hangs on without one of its own ("seems to have sent")."""
    for _ in range(3):
        for child in main.children:
            if child.dep_ in _SUBJECTS:
                return child
        if (main.dep_ not in ("xcomp", "conj") and main.head.lemma_ != "do") or main.head.i == main.i:
            return None
        main = main.head
    return None


def _is_negated(main: Token) -> bool:
    """ "not", "never" on the predicate; "no" on its subject, or on what it has: "no plan", "nothing to do"."""
    for child in main.children:
        if child.dep_ == "neg" or child.lower_ in NEGATORS:
            return True
        if child.dep_ in ("dobj", "attr", "nsubj", "nsubjpass") and child.lower_ in _NEGATIVES:
            return True
        no = any(grandchild.lower_ == "no" and not _is_number(grandchild) for grandchild in child.children)
        if no and (
            child.dep_ in ("nsubj", "nsubjpass") or child.lemma_.lower() in _PLANS or main.lemma_ in ("have", "be")
        ):
            return child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")
    if (
        main.dep_ == "ccomp"
        and main.head.lemma_.lower() in RAISING
        and main.head.i < main.i
        and first_person(main.head)
    ):
        return any(c.dep_ == "neg" for c in main.head.children)  # "I don’t think he went" is "I think he did not go"
    carried = main.dep_ == "xcomp" and main.head.lemma_.lower() in _FRAMES
    return (carried or main.head.lemma_ == "do" != main.lemma_) and _is_negated(main.head)


def _is_number(word: Token) -> bool:
    """ "*No.* 1", "the *No* 1"."""
    after = word.doc.span(word.i + 1, word.i + 3).text
    return word.text == "No" and after.lstrip(". ")[:1].isdigit()


def first_person(verb: Token) -> bool:
    """Whether "I" or "we" is the subject."""
    return any(child.dep_ == "nsubj" and child.lower_ in ("i", "we") for child in verb.children)


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)
