"""Words that leave a matter open: "I do not know who", "that is for the court to decide", "the cause is still unclear".

Two kinds: what who speaks cannot or will not tell, judge or know, where the subject must be the speaker ("he could not
say who fired"), and what is left to others, to time or to nobody ("whether he knew cannot be settled from the papers").
"""

from __future__ import annotations

import re

from sayso.parties import source_nouns
from sayso.statements.acts.said import Said, agrees, is_own, subject_of
from sayso.statements.parsed import Token

_NOT = r"(?:\s+not|\s*n?['’]t|not)"
_STILL = r"(?:\s+(?:yet|now|at\s+present|at\s+this\s+(?:point|stage|time)|even|\w+ly))?"
_WH = r"(?:whether|if|who|whom|whose|what|which|when|where|why|how)\b(?!\s+(?:or\s+not\s+)?to\b)"
_BE = r"(?:is|am|['’]m|was|are|['’]re|were|isn|wasn|aren|weren)"
_HAVE = r"(?:has|have|had|['’]ve|['’]d)"
_WOULD = r"(?:would|will|['’]d|['’]ll)"
_NO = r"(?:\s+(?:as\s+)?yet)?\s+no\s+(?:(?:clear|first-hand|firm|further|immediate|independent|own)\s+)?"
# What follows on "say" and "tell" when nothing is said: "could not say who", but not "could not say that it was so".
_MORE = (
    rf"(?:\s+(?:{_WH}|about|anything|a\s+(?:thing|word)|before|for\s+(?:certain|sure)|from|more|much|on|one\s+way|until"
    r"|with\s+(?:any\s+)?certainty|yet|at\s+(?:present|this))|\W*$|\s*[,.;:—”])"
)
_GIVE = r"give\s+(?:any|a)\s+(?:\w+\s+)?(?:answer|date|details?|figure|information|number)"
_TELL = rf"(?:say|tell|speak|swear(?:\s+to)?|put\s+a\s+(?:date|figure|name|number)|{_GIVE}){_MORE}"
_LEARN = (
    r"(?:ascertain|clarify|decide|determine|establish|judge|know|see|tell)(?:\s+for\s+(?:certain|sure))?\s+"
    rf"(?:from\s+\w+\s+)?{_WH}"
)
_JUDGE = (
    r"(?:(?:account|vouch)\s+for|assess|attribute|judge|verify|guess|pronounce|speculate|prejudge|pre-?empt|anticipate|forestall"
    r"|be\s+drawn|rule\s+on|take\s+sides|commit\s+(?:him|her|it|them|my|our)sel(?:f|ves)"
    r"|(?:get|go)\s+into\s+(?:\w+\s+){0,2}?(?:background|cause|cost|details?|figures?|it|matter|origins?|question|reasons?|specifics))\b(?!\s+by\b)"
)
_FINDING = (
    r"(?:analys[ei]s|audit|autopsy|commission|committee|court|evidence|examination|facts|findings?|hearing|inquest|inquiry"
    r"|investigation|judge?ment|laboratory|outcome|panel|post-mortem|probe|report|results?|review|ruling|study|tests?"
    r"|trial|verdict)\b"
)
_STUDIED = r"(?:checked|clarified|examined|investigated|looked\s+(?:at|into)|studied|tested)"
_KNOWN = r"(?:answered|confirmed|decided|determined|established|known|proved|proven|read|said|settled|told|verified)"
_DECIDE = (
    r"(?:answer|assess|clarify|comment|decide|determine|establish|examine|explain|find\s+out|investigate|judge|prove"
    r"|reveal|rule|say|settle|show|tell)"
)
# What follows on a subject that is who speaks.
_OWN_WORDS = (
    rf"(?:could|can?|will|wo|would|may|might){_NOT}{_STILL}\s+(?:want\s+to\s+|wish\s+to\s+)?(?:{_TELL}|{_LEARN}|{_JUDGE})",
    rf"(?:do|does|did){_NOT}{_STILL}\s+(?:want|wish|care)\s+to\s+(?:{_TELL}|{_JUDGE}|guess)",
    rf"(?:do|does|did){_NOT}{_STILL}\s+(?:know|recall|remember)(?:\s+(?:for\s+(?:certain|sure)\s+)?{_WH}|\s+what\s+to\b|\W*$)",
    rf"(?:could|can?|will|wo|would|did|does|do){_NOT}\s+(?:be\s+part\s+of|engage\s+in|enter(?:\s+into)?|join(?:\s+in)?|take\s+part\s+in)\s+"
    r"(?:an?|any|the|this|that|such)?\s*(?:\w+\s+)?(?:argument|conversation|debate|discussion|polemic|speculation)s?\b",
    rf"{_BE}{_NOT}\s+competent\s+(?:for|in|to)\b",
    rf"{_HAVE}\s+nothing\s+(?:else\s+|further\s+|more\s+)?to\s+(?:add|say)\b",
    rf"{_HAVE}{_NO}(?:comment|opinion|position|view)s?\b",
    rf"{_HAVE}{_NO}(?:answer|data|details?|explanation|figures?|idea|information|knowledge|means|memory|notion|picture|recollection)s?(?:\s+(?:yet\s+)?"
    rf"(?:about|as\s+to|at\s+(?:present|this)|of\s+(?:his|her|its|their|my|our)\s+own|on|of\s+{_WH}|{_WH}"
    r"|to\s+(?:confirm|establish|give|judge|offer|say|verify))|\W*$)",
    rf"(?:{_WOULD}|must|should)\s+(?:rather\s+|prefer\s+to\s+)?leave\s+(?:(?:it|that|this|{_WH}[^.;]{{0,80}}?"
    r"|(?:the|any|such)\s+(?:answer|assessment|conclusions?|decision|guessing|interpretation|judge?ment|matter|point|question|rest"
    r"|speculation|verdict)(?:\s+of\s+[\w\s]{1,30}?)?)\s+)?(?:open\b|to\s+(?:the|an?|others?|\w+s\b))",
    rf"(?:{_WOULD}|has\s+to|had\s+to|must|is|was|are|were)\s+(?:have\s+to\s+|want\s+to\s+|still\s+)?"
    rf"(?:wait(?:ing)?\s+for|await(?:ing)?)\s+(?:[\w’']+\s+){{1,4}}?{_FINDING}",
    r"(?:could|can|would|will)\s+(?:only\s+)?say\s+(?:nothing|no\s+more|little)"
    r"(?:\s+(?:about|before|more|on|to|until)\b|\s*(?:[,.;:]|$))",
    r"(?:(?:would|will|could|can)\s+)?(?:draw|drew|express|form|give|gave|make|made|pass|take|took)(?:s|ed)?\s+no\s+(?:\w+\s+)?"
    r"(?:answer|cause|comment|conclusion|judge?ment|opinion|position|statement|verdict|view)s?\b",
    rf"{_WOULD}\s+(?:first\s+)?(?:have|need|want)\s+to\s+(?:first\s+)?(?:check|consult|examine|hear|look|read|see|study)\b",
    rf"{_BE}\s*(?:unable|(?:not|n['’]t)\s+(?:yet\s+)?(?:able|allowed|free|in\s+a\s+position|competent|prepared|qualified|ready|willing)|in\s+no\s+position)"
    rf"\s+to\s+(?:{_TELL}|{_LEARN}|{_JUDGE})",
    r"(?:(?:would|['’]d)\s+rather\s+not|prefer(?:s|red)?\s+not\s+to)\s+(?:answer|be\s+drawn|discuss|guess|judge|name|say|speak|talk|tell)\b",
    rf"{_WOULD}\s+(?:only\s+)?(?:answer|comment|explain|reply|respond|reveal|say|speak|talk|tell)\b[^.;]*"
    r"\b(?:at\s+the\s+(?:hearing|trial)|in\s+(?:court|due\s+course|writing)|later|once|when|to\s+the\s+(?:court|inquiry|judge))\b",
)
# What anybody may say of a matter.
_ANY_WORDS = (
    r"(?:\b(?:is|was|were|would\s+be)|['’]s)\s+(?:not\s+)?(?:for|up\s+to)\s+(?:[\w’']+\s+){1,5}?"
    rf"to\s+{_DECIDE}\b",
    r"^\W*(?:that\s+)?(?:\w+\s+){1,4}(?:is|was|were|['’]s)\s+(?:an?\s+|one\s+)(?:question|matter|issue)\s+for\s+"
    r"(?:the|an?|others|his|her|its|their|our|(?-i:[A-Z])\w+)\b",
    r"(?:\bnot|n['’]t)\s+(?:his|her|its|their|my|our)\s+(?:affair|brief|business|field|job|place|task)\b",
    r"\b(?:cause|matter|question)\b[^.,;]{0,40}\b(?:remain(?:s|ed)?|stay(?:s|ed)?|is|was)\s+(?:still\s+)?open"
    r"(?!\s+(?:for|from|to)\b|-)\b",
    rf"^\W*(?:that\s+)?{_WH}[^.;]*\b(?:can|could){_NOT}{_STILL}\s+be\s+(?:\w+ly\s+)?{_KNOWN}\b",
    rf"\b(?:nothing|neither)\b[^.;]{{0,60}}\b(?:can|could)\s+(?:yet\s+)?be\s+(?:concluded|{_KNOWN})\b",
    rf"^\W*(?:that\s+)?{_WH}[^.;]*\b(?:is|are|was|were|remain(?:s|ed)?)\s+(?:still\s+|yet\s+|also\s+)?(?:being\s+(?:\w+ly\s+)?{_STUDIED}"
    r"|under\s+(?:examination|investigation|review)|open|unclear|unknown|uncertain|not\s+(?:yet\s+)?(?:certain|clear|established|known))"
    r"\W*(?:$|,|\bat\b|\band\b|\bby\b)",
    r"\btoo\s+(?:early|soon)\s+to\s+(?:say|speak|tell|judge|comment|know|draw|name|call|assign|attribute|blame|confirm|conclude"
    r"|decide|determine|discuss|establish|identify|point|speculate)\b",
    r"\b(?:could|can)\s+neither\s+(?:affirm|confirm|deny|exclude|prove|verify)\w*\b[^.;]{0,40}\b(?:nor|or)\b",
    r"\b(?:audit|autopsy|commission|court|experts?|inquiry|investigation|judges?|report|results|study|tests|time|trial)\s+"
    rf"(?:would|will)\s+(?:have\s+to\s+)?{_DECIDE}\s+{_WH}",
    rf"\b(?:nobody|no\s+one)\s+(?:can|could)\s+(?:yet\s+|now\s+)?(?:say|tell|know)\s+(?:[\w\s]{{0,20}}\b)?{_WH}",
    r"\bleave\s+(?:[\w’']+\s+){1,5}?to\s+(?:the\s+)?(?:courts?|experts?|historians?|inquiry|investigators|judges?|lawyers|others|police"
    r"|prosecutors?|scholars|scientists)\b",
    r"\bbefore\s+(?:(?:he|she|it|they|we|I)\s+)?(?:comment|judge|say|said|speak|spoke)(?:s|ed|ing)?\s+(?:anything|of|on)\b",
)
# "As to who paid, *he could not say*", "until the tests are back *she would not judge*", "was away *and cannot say*".
_BEFORE = (
    rf"(?:(?:^\W*(?:that\s+)?|[,;:—]\s*|\b(?:and|but|or|so|that|then)\s+|\b(?:{_WH}|until\b|before\b)[^.;]{{3,120}}\s"
    r"|(?:^\W*|[,;]\s*|\band\s+)(?:about|as\s+to|from|of|on)\b[^.;]{3,80}\s)(?:(?:the|its|our|his)\s+)?(?P<subject>\w+)\s*"
    r"|\b(?:and|but|or)\s+)"
)
_OUTRIGHT = re.compile(
    r"^\W*(?:no\s+comment\b|nothing\s+to\s+(?:say|add)\b|(?:I|we)\s+(?:have|['’]ve\s+got)\s+nothing\s+(?:\w+\s+)?to\s+(?:say|add)\b"
    r"|(?:that|it|this)(?:['’]s|\s+(?:is|was))\s+(?:a\s+(?:question|matter)|one)\s+for\s+(?!\w+\s+to\b|debate|concern)"
    r"|(?:you|they)(?:['’]d|['’]ll)?\s+(?:should|will|would|must|have\s+to|need\s+to)?\s*(?:have\s+to\s+)?ask\s+(?!why|how|if)\w+)",
    re.I,
)
_OWN = tuple(re.compile(rf"{_BEFORE}(?:{words})", re.I) for words in _OWN_WORDS)
_ANY = tuple(re.compile(words, re.I) for words in _ANY_WORDS)
_SENTENCE = re.compile(r"(?<=[.!?])[”\"’']?\s+(?=[“\"‘]?[A-Z])")
_CONDITION = re.compile(r"\b(?:because|if|since|unless)\b[^,;]*$", re.I)  # "if it did not answer by May"
_CONTRAST = re.compile(r",?\s+but\b", re.I)  # "I do not know why he says that, but it is wrong"
# In direct words it tells of the past ("I did not know who she was") or wonders ("I do not know why they ask").
_NO_ANSWER = re.compile(r"\bdid(?:\s+not|\s*n['’]t)\s+(?:\w+\s+)?know\b|\bknow\s+(?:why|how)\b", re.I)
_OURS = frozenset({"his", "her", "its", "my", "our", "their"})
OPENING = 10  # characters before a refusal in direct words: further on it is one point among others
NEAR = 60  # likewise before words that leave it to others


def leaves_open(said: Said) -> bool:
    """Whether the first sentence says that its speaker cannot or will not tell, or leaves the matter to others.

    So do words that open with a refusal: "no comment", "I have nothing to add", "you must ask the ministry".
    """
    if _OUTRIGHT.match(said.content.text):
        return True
    first = _SENTENCE.split(said.content.text, maxsplit=1)[0]
    own = [found for words in _OWN if (found := words.search(first)) is not None and _is_speaker(said, found)]
    left = [found for words in _ANY if (found := words.search(first)) is not None]
    near = [one for one in left if said.indirect or one.start() < NEAR]
    return any(
        _CONDITION.search(first[: one.start()]) is None and _CONTRAST.search(first, one.end()) is None
        for one in (*own, *near)
    )


def tells_nothing(cue: str, content: str) -> bool:
    """Whether a cue and what is said of leave a matter open together: "had no view on" "what they had agreed"."""
    words = f"he {cue} {content}"
    return any(pattern.match(words) is not None for pattern in _OWN) and _NO_ANSWER.search(words) is None


def _is_speaker(said: Said, found: re.Match[str]) -> bool:
    """Whether the subject found is who speaks; none after "and" is that of the clause before."""
    word = (found["subject"] or "").lower()
    content, source = said.content, said.source
    if not said.indirect:
        return word in ("i", "we") and found.start() < OPENING and _NO_ANSWER.search(found[0]) is None
    main = content.main
    if not word:
        return main is not None and (is_own(said, main) or _is_of_own(main))
    own = (
        main is not None
        and content.own_subject
        and (subject := subject_of(main)) is not None
        and subject.lower_ == word
    )
    return word in ("i", "we") or own or agrees(source, word) or (source is not None and word == source.lower_)


def _is_of_own(verb: Token) -> bool:
    """Whether the subject is of who speaks, or cannot speak: "*its observers* heard it and could not say where"."""
    subject = subject_of(verb)
    if subject is None:
        return False
    noun = source_nouns().get(subject.lower_)
    mute = subject.pos_ == "NOUN" and (noun is None or noun.sort == "document")
    return mute or any(c.dep_ == "poss" and c.lower_ in _OURS for c in subject.children)
