"""What an act of saying does: from the cue, its construction, its negation, and the words said (`content_acts.py`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from sayso.records import Act, ActBasis, Endorsement, Mode
from sayso.statements.acts.act_words import Phrase, phrase_of, words_of
from sayso.statements.acts.content_acts import act_of_content
from sayso.statements.acts.declining import tells_nothing
from sayso.statements.acts.negation import is_negated
from sayso.statements.acts.propositions import CLAIM_NOUNS, RAISING, Content
from sayso.statements.acts.said import Said
from sayso.statements.acts.silences import BEFORE, FIRST, Acted, Saying, rules_out, withheld
from sayso.statements.attribution import Attribution
from sayso.statements.cues import Cue, cue_of, load_cues
from sayso.statements.parsed import Token

_THOUGHT = frozenset({"believe", "think", "presume", "assume", "suspect", "understand", "fear", "suppose", "rumor"})
_GOES_ON = frozenset({"continue", "go", "keep", "begin", "start"})
_WRITING = frozenset({"email", "post", "tweet", "write"})
_THAT = re.compile(r"that\b", re.IGNORECASE)
_TO_DO = re.compile(r"(?:[\w’'.-]+\s+){0,5}(?:not\s+)?to\s+(?!be\s+the\b)[a-z]+\b", re.IGNORECASE)
_ASKING = re.compile(r"(?:if|whether|what|who|whom|why|how|when|where|which)\b", re.IGNORECASE)
_WILLED = re.compile(r"\b(?:will|would|['’]ll|['’]d|shall|going\s+to|never\s+again)\b", re.IGNORECASE)
_MARKS = frozenset({"“", '"', "‘", "'", "``"})
_POINTED = re.compile(
    r"(?:it|this|that|them)\b\s*:?\s+(?-i:[A-Z])|[^.;:“”]{1,60}:\s", re.IGNORECASE
)  # what, then the words
_GIVEN = frozenset({"dobj", "dative", "nsubjpass"})  # two of them: what is withheld and from whom
_GUILTY = re.compile(r"(not\s+)?guilty\b", re.IGNORECASE)
_DOUBTED_BY = re.compile(  # "falsely claimed", "without evidence"
    r"\b(?:falsely|wrongly|wrongfully|mistakenly|incorrectly|baselessly|erroneously|misleadingly|without\s+"
    r"(?:providing\s+|offering\s+|giving\s+|citing\s+|presenting\s+)?(?:any\s+)?(?:evidence|proof|basis))\b",
    re.IGNORECASE,
)
_BACKED_BY = re.compile(r"\b(?:rightly|correctly|truthfully|accurately)\b", re.IGNORECASE)


def read_act(attribution: Attribution, content: Content, cue: Token | None, tokens: Sequence[Token]) -> Acted:
    """The act of an attribution. `cue` is the head of its cue, `tokens` are all of the cue's, in text order."""
    if cue is None:
        return _told(Acted(Act.ASSERT, False), attribution, content, "")
    row = cue_of(attribution.cue_lemma, cue.text, noun=cue.pos_ == "NOUN")
    goes_on = cue.lemma_.lower() in _GOES_ON  # "continues to deny" denies
    if (row is None or goes_on) and (known := _known([t for t in tokens if not goes_on or t.i > cue.i])) is not None:
        cue, row = known
    bidding = _bidding(tokens) if cue.lemma_.lower() in _WRITING else None
    if bidding is not None:
        cue, row = bidding
    saying = Saying(cue, row.lemma if row else cue.lemma_.lower(), row, tuple(tokens), content, attribution.mode)
    acted = _in_own_words(_by_cue(saying), saying)
    told = " ".join(token.text for token in tokens)
    if acted.act in (Act.ASSERT, Act.OTHER) and saying.mode is not Mode.DIRECT and tells_nothing(told, content.text):
        return Acted(Act.DECLINE, acted.negated, ActBasis.CONSTRUCTION, f"“{told}” leaves it open")
    return _told(acted, attribution, content, saying.lemma) if acted.act is Act.ASSERT else acted


def _in_own_words(acted: Acted, saying: Saying) -> Acted:
    """What a cue does to words behind a colon: "she disagreed: it had rained" puts them forward as they stand, and in
    "he denied it: no ship had sailed" the "no" is the denial, not what is denied.
    """
    content = saying.content
    spoken = content.main is not None and saying.mode is not Mode.DIRECT and _after_colon(content)
    if spoken and acted.act is Act.OTHER:
        act = Act.DENY if _base(saying) is Act.DENY and content.negated else Act.ASSERT
        return Acted(act, False, ActBasis.CONTENT, "the words stand behind a colon")
    pointed = spoken or _POINTED.match(content.text) is not None
    if pointed and acted.act is Act.DENY and acted.basis is ActBasis.CUE and content.negated and not acted.negated:
        return Acted(Act.DENY, False, ActBasis.CONTENT, "the words behind it are the denial")
    return acted


def _after_colon(content: Content) -> bool:
    """Whether a part of the words begins behind a colon that is none of them."""
    inside = {token.i for token in content.tokens}
    for token in content.tokens:
        at = token.i - 1
        while at >= 0 and at not in inside and (token.doc[at].is_space or token.doc[at].text in _MARKS):
            at -= 1
        if at >= 0 and at not in inside and token.doc[at].text == ":":
            return True
    return False


def read_endorsement(acted: Acted, cue: Token | None, attribution: Attribution) -> Endorsement:
    """What the writer's word implies of what is said; neutral where the cue is negated or nothing is told by it."""
    if cue is None or acted.negated or acted.act is Act.DECLINE or acted.doubts:
        return Endorsement.NEUTRAL
    start, end = cue.sentence
    near = (cue.doc[k] for k in range(max(start, cue.i - BEFORE), min(end, cue.i + BEFORE)))
    around = " ".join(t.text for t in near if not any(s.start <= t.idx < s.end for s in attribution.content))
    if _DOUBTED_BY.search(around):
        return Endorsement.DISTANCES
    if _BACKED_BY.search(around):
        return Endorsement.ENDORSES
    row = cue_of(attribution.cue_lemma, cue.text, noun=cue.pos_ == "NOUN")
    told = row is not None and (acted.basis is not ActBasis.CONSTRUCTION or acted.act is row.act)
    return row.writer if row is not None and told else Endorsement.NEUTRAL


def _told(acted: Acted, attribution: Attribution, content: Content, lemma: str) -> Acted:
    """Plain saying as its words have it."""
    doc = content.tokens[0].doc if content.tokens else None
    source = None if doc is None or attribution.source_token is None else doc[attribution.source_token]
    found = act_of_content(Said(content, attribution.mode, lemma, source))
    return acted if found is None else Acted(found, acted.negated, ActBasis.CONTENT, acted.why)


def _known(tokens: Sequence[Token]) -> tuple[Token, Cue] | None:
    """The first verb or noun of saying in a cue whose head is none: "stopped short of *accusing*"."""
    for token in tokens:
        row = load_cues().by_word.get((token.lemma_.lower(), "VERB" if token.pos_ == "AUX" else token.pos_))
        if row is not None:
            return token, row
    return None


def _bidding(tokens: Sequence[Token]) -> tuple[Token, Cue] | None:
    """ "Wrote to ministers *urging*": what a participle in the cue does, where it does more than tell."""
    known = _known([token for token in tokens if token.tag_ == "VBG"])
    return known if known is not None and known[1].act is not Act.ASSERT else None


def _by_cue(saying: Saying) -> Acted:
    negated = is_negated(saying.cue, {token.i for token in saying.content.tokens})
    silence = withheld(saying, negated)
    if silence is not None:
        return silence
    phrase = phrase_of(saying.tokens)
    if phrase is not None:
        return _by_phrase(phrase, saying, negated)
    base = _base(saying)
    if saying.lemma == "doubt" and negated and saying.cue.pos_ == "VERB":
        return Acted(Act.ASSERT, False, ActBasis.CONSTRUCTION, "not “doubt” is to hold that it is so")
    if saying.lemma == "doubt" and not negated:
        return Acted(Act.SUGGEST, False, why="“doubt” suggests that it is not so", doubts=True)
    if negated and saying.lemma in RAISING and saying.mode is not Mode.DIRECT:
        why = f"not “{saying.lemma}” is to think that it is not so"
        return Acted(Act.SUGGEST, True, ActBasis.CONSTRUCTION, why, doubts=True)
    if negated and (saying.mode is not Mode.DIRECT or base is not Act.ASSERT):
        return Acted(Act.OTHER, True, ActBasis.CONSTRUCTION, f"not “{saying.lemma}”")
    act = _by_construction(base, saying)
    return Acted(act, negated, ActBasis.CUE if act is base else ActBasis.CONSTRUCTION)


def _base(saying: Saying) -> Act:
    """What the lexicon says of the cue; where it has no word for it, saying when words or a clause are given."""
    if saying.row is not None:
        return saying.row.act
    plain = saying.mode is Mode.DIRECT or _THAT.match(saying.content.text)
    return Act.ASSERT if plain else Act.OTHER


# ---------------------------------------------------------------- what stands with the cue


def _by_phrase(phrase: Phrase, saying: Saying, negated: bool) -> Acted:
    why = f"“{' '.join(phrase.words)}”"
    if negated and not phrase.negative:
        return Acted(Act.OTHER, True, ActBasis.CONSTRUCTION, f"not {why}")
    act = phrase.act
    if act is Act.DENY and not saying.words & words_of("rejected"):
        act = Act.OTHER  # "shot down the plan"
    if phrase.words[-1] == "back" and act is Act.CONDEMN and (saying.mode is Mode.DIRECT or _clause(saying)):
        return Acted(Act.ASSERT, negated, why=why)  # "“…,” he shot back": what it does hangs on the words
    if act is Act.CONDEMN and saying.lemma in ("hit", "fire", "shoot", "push") and saying.words & CLAIM_NOUNS:
        act = Act.DISMISS  # "hit back at claims that …"
    return Acted(act, negated, ActBasis.CONSTRUCTION, why, phrase.doubts)


def _clause(saying: Saying) -> bool:
    return _THAT.match(saying.content.text) is not None


def _by_construction(base: Act, saying: Saying) -> Act:
    """What the object, an infinitive or a noun make of the cue's act."""
    special = _BY_LEMMA.get(saying.lemma)
    if special is not None and saying.cue.pos_ != "NOUN":
        return special(saying) or base
    if saying.lemma in _THOUGHT and _is_passive(saying.cue) and base is Act.ASSERT:
        return Act.SUGGEST  # "is believed to have sunk"
    return base


def _is_passive(cue: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in cue.children)


def _voiced(saying: Saying) -> Act | None:
    """What "repeated her demand", "issued a denial" do: what the noun does, unless it is another's."""
    for child in saying.cue.children:
        row = load_cues().by_word.get((child.lemma_.lower(), "NOUN")) if child.dep_ == "dobj" else None
        if row is not None and row.act is not Act.ASSERT:
            owner = next((c for c in child.children if c.dep_ == "poss"), None)
            return row.act if owner is None or owner.pos_ == "PRON" else None
    return None


def _rejected(saying: Saying) -> Act:
    """Who rejects a claim denies it; as a rumour, or for fun, dismisses it; who rejects an offer does neither."""
    content = saying.content
    if words_of("scorn") & {t.lemma_.lower() for t in (*saying.cue.subtree, *content.tokens)}:
        return Act.DISMISS
    first = [t.lemma_.lower() for t in content.tokens[:FIRST]]
    head = content.roots[0].lemma_.lower() if content.roots else ""
    claimed = (
        head in words_of("rejected") or _THAT.match(content.text) or (first and first[0] in ("it", "this", "them"))
    )
    return (
        Act.DENY if claimed or (saying.mode is Mode.DIRECT and saying.lemma != "reject") else _quoted_or_other(saying)
    )


def _quoted_or_other(saying: Saying) -> Act:
    """ "“…,” she said, rejecting the charge": the object stands beside the quotation, not in it."""
    objects = {c.lemma_.lower() for c in saying.cue.children if c.dep_ in ("dobj", "nsubjpass")}
    return Act.DENY if objects & words_of("rejected") else Act.OTHER


def _denied(saying: Saying) -> Act | None:
    """ "Denied Roe entry": a thing withheld, no claim; but in "denied Roe claims" Roe is no second object."""
    if CLAIM_NOUNS & saying.words:
        return None
    given = [c for c in saying.cue.children if c.dep_ in _GIVEN and c.ent_type_ not in ("DATE", "TIME")]
    granted = bool({t.lemma_.lower() for t in saying.content.tokens[:2]} & words_of("granted"))
    return Act.OTHER if granted or len(given) > 1 or any(c.dep_ == "dative" for c in given) else None


def _named(saying: Saying) -> Act | None:
    """What "called X a fairy tale", "described X as a lie", "called X unacceptable" do; None for any other word.

    A word may stand in what is spoken of as well ("called the rumour unfortunate"), so the last one found counts.
    """
    kinds = (("scorn", Act.DISMISS), ("false", Act.DENY), ("blame", Act.CONDEMN), ("acclaim", Act.PRAISE))
    for token in reversed(saying.content.tokens):
        forms = {token.lemma_.lower(), token.lower_}
        act = next((act for kind, act in kinds if forms & words_of(kind)), None)
        if act is not None and not any(c.dep_ == "neg" for c in token.head.children):
            affront = act is Act.CONDEMN and forms & words_of("affront") and _head_of(saying) in CLAIM_NOUNS
            return Act.DISMISS if affront else act  # "called the report a disgrace"
    return Act.DISMISS if _nicknamed(saying) else None


def _head_of(saying: Saying) -> str:
    """The first noun of what is spoken of that is not another's: "the board's *report* a disgrace"."""
    found = (t for t in saying.content.tokens if t.pos_ == "NOUN" and t.dep_ not in ("poss", "compound", "nmod"))
    return next((t.lemma_.lower() for t in found), "")


def _nicknamed(saying: Saying) -> bool:
    """ "Called the rumours “moonlight”": a thing's name for a charge, in quotation marks, makes light of it.

    Not so an adjective ("called the claims “very serious”"), nor a word for their weight or truth.
    """
    named = [t for t in saying.content.tokens if not t.is_punct]
    if saying.mode is not Mode.MIXED or not named or _head_of(saying) not in words_of("charge"):
        return False
    closed = saying.content.text.rstrip(" .,").endswith(("”", '"', "’", "'"))
    weighty = {t.lemma_.lower() for t in named} & (words_of("weighty") | words_of("true") | words_of("acclaim"))
    return closed and named[-1].pos_ == "NOUN" and named[-1].lemma_.lower() != _head_of(saying) and not weighty


def _blamed(saying: Saying) -> Act | None:
    """ "Slammed the allegations as false" waves them away."""
    if (words_of("scorn") | words_of("false")) & saying.words and CLAIM_NOUNS & saying.words:
        return Act.DISMISS
    return Act.DISMISS if saying.lemma in ("mock", "ridicule", "deride") and CLAIM_NOUNS & saying.words else None


def _asked(saying: Saying) -> Act | None:
    """ "Asked Roe to go", "asked that he go" demand; "asked whether" asks."""
    if _ASKING.match(saying.content.text) or saying.mode is Mode.DIRECT:
        return None
    wanted = any(c.dep_ in ("xcomp", "ccomp") and _is_infinitive(c) for c in saying.cue.children)
    wanted = wanted or saying.cue.doc.span(saying.cue.i + 1, saying.cue.i + 2).text == "for"  # "asked for aid"
    return Act.DEMAND if wanted or _TO_DO.match(saying.content.text) or _THAT.match(saying.content.text) else None


def _told_to(saying: Saying) -> Act | None:
    """ "Told Roe to go"."""
    if saying.mode is Mode.DIRECT or _clause(saying) or _ASKING.match(saying.content.text):
        return None
    wanted = any(c.dep_ in ("xcomp", "ccomp") and _is_infinitive(c) for c in saying.cue.children)
    return Act.DEMAND if wanted or saying.content.text.startswith("to ") else None


def _announced(saying: Saying) -> Act | None:
    """ "Announced plans to rebuild it" binds."""
    first = [t.lemma_.lower() for t in saying.content.tokens[:3]]
    return Act.PLEDGE if {"plan", "intention"} & set(first) and saying.mode is not Mode.DIRECT else None


def _wanted(saying: Saying) -> Act | None:
    """ "Wants Roe to go" demands; "wants to go" wishes; "wants to know who" asks."""
    if any(t.lemma_ == "know" for t in saying.tokens) and _ASKING.match(saying.content.text):
        return Act.ASK
    to = _TO_DO.match(saying.content.text)
    done = saying.content.roots and saying.content.roots[0].tag_ == "VBN"  # "wants the mill closed"
    return Act.DEMAND if (to or done) and not saying.content.text.startswith("to ") else None


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children)


def _agreed(saying: Saying) -> Act | None:
    """ "Agreed to go", "agreed on a truce" bind; "agreed that …" grants."""
    after = saying.cue.doc.span(saying.cue.i + 1, saying.cue.i + 2).text.lower()
    bound = any(c.dep_ == "xcomp" for c in saying.cue.children) or saying.content.text.startswith("to ")
    return Act.PLEDGE if bound or after in ("to", "on", "upon") else None


def _defended(saying: Saying) -> Act | None:
    """Who defends what is their own, says that it is right: no praise of another."""
    own = {"his", "her", "its", "their", "our", "my", "himself", "herself", "itself", "themselves"}
    return Act.ASSERT if {t.lower_ for t in saying.content.tokens[:3]} & own else None


def _sworn(saying: Saying) -> Act | None:
    """ "Swore that he had seen it" tells what was; "swore to go" binds."""
    willed = _WILLED.search(saying.content.text) or saying.content.text.startswith("to ")
    return None if willed or saying.mode is Mode.DIRECT else Act.ASSERT


def _pleaded(saying: Saying) -> Act | None:
    """ "Pleaded not guilty" denies, "pleaded guilty" admits."""
    told = _GUILTY.match(saying.content.text)
    return None if told is None else Act.DENY if told.group(1) else Act.CONFIRM


def _accepted(saying: Saying) -> Act | None:
    """ "Accepted that mistakes were made" grants; "accepted the offer" takes it."""
    return Act.CONFIRM if _clause(saying) else None


def _questioned(saying: Saying) -> Act | None:
    asking = saying.mode is Mode.DIRECT or _ASKING.match(saying.content.text)
    return None if asking else Act.SUGGEST


def _indicated(saying: Saying) -> Act | None:
    """ "As indicated by Roe" is according to Roe."""
    after = saying.cue.doc.span(saying.cue.i + 1, saying.cue.i + 2).text.lower()
    return Act.ASSERT if after == "by" else None


def _insisted(saying: Saying) -> Act | None:
    """ "Insisted the bridge be closed" demands: the bare "be" of what is not yet so."""
    for token in saying.content.tokens:
        if token.lower_ == "be" and token.tag_ == "VB" and token.dep_ in ("auxpass", "ccomp"):
            verb = token.head if token.dep_ == "auxpass" else token
            helped = any(c.dep_ == "aux" and c.i < token.i for c in verb.children)
            return None if helped or verb.dep_ == "xcomp" else Act.DEMAND
    return None


def _advised(saying: Saying) -> Act | None:
    """ "Advised that it would cost more" tells; "advised that it be shut" and "advised Roe to go" bid."""
    told = {"VBD", "VBZ", "VBP", "MD"} & {t.tag_ for root in saying.content.roots for t in (root, *root.children)}
    return Act.ASSERT if _clause(saying) and told else None


def _ruled(saying: Saying) -> Act:
    """ "Ruled out that P" and "ruled out sabotage" deny, "ruled out a truce" refuses; "ruled that P" decides."""
    if not rules_out(saying):
        return Act.ASSERT
    happened = bool({token.lemma_.lower() for token in saying.content.tokens} & words_of("mishap"))
    return Act.DENY if saying.content.main is not None or happened else Act.DECLINE


_BY_LEMMA: Mapping[str, Callable[[Saying], Act | None]] = MappingProxyType(
    {
        **dict.fromkeys(("issue", "reiterate", "renew", "repeat", "voice", "express"), _voiced),
        **dict.fromkeys(("reject", "repudiate", "rebut", "disavow"), _rejected),
        **dict.fromkeys(("brand", "call", "characterise", "characterize", "describe", "dub", "label", "deem"), _named),
        **dict.fromkeys(("cast", "depict", "paint", "portray", "refer"), _named),
        **dict.fromkeys(("announce", "outline", "unveil"), _announced),
        **dict.fromkeys(("slam", "blast", "condemn", "decry", "denounce", "mock", "ridicule", "deride"), _blamed),
        "deny": _denied,
        "ask": _asked,
        "tell": _told_to,
        "want": _wanted,
        "agree": _agreed,
        "consent": _agreed,
        "defend": _defended,
        "swear": _sworn,
        "plead": _pleaded,
        "accept": _accepted,
        "question": _questioned,
        "indicate": _indicated,
        "rule": _ruled,
        "insist": _insisted,
        "advise": _advised,
    }
)
