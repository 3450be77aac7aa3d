"""States and regions that no table has, told by the article itself: "the Ruritanian army … Ruritania’s capital, Zenda".

Without this an unrecognised republic, a region with a government, or a state under a name of its own would be nobody.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sayso.parties import Form, FormKind, leader_party, look_up, source_nouns, words_of_names
from sayso.statements.cues import load_cues
from sayso.statements.naming.offices import is_person_word
from sayso.statements.naming.serving import is_generic
from sayso.statements.parsed import Doc, Token
from sayso.times.words import CALENDAR

_KEPT = 1 << 13  # words with a capital that a process remembers: most return in every article
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_ADJECTIVE_ENDS = ("n", "an", "ian", "ean", "ese", "ish", "i", "ic", "er")
_ADJECTIVE_STEMS = (0, 1, 2)  # letters a name loses before the ending: "Ruritania" one, "Norland" none
_OWNED = re.compile(r"(?:['’]s?)?((?:\s+[\w-]+){1,3})")
_CAPITALS = (
    r"(?:['’]s)? capital,? (?:of |is )?([A-Z][a-z]{{2,}})",  # after the name: "Ruritania’s capital, Zenda"
    r"([A-Z][a-z]{{2,}}), (?:the )?capital of {name}\b",
    r"([A-Z][a-z]{{2,}}), {name}['’]s? capital\b",
    r"[Gg]overnment of {name} in ([A-Z][a-z]{{2,}})",
    r"(?:^|\n)([A-Z]{{3,}}), {name} \(",  # a dateline
    r"{adjective} (?:[\w-]+ ){{0,2}}(?:government|ministry|Ministry|capital),? (?:in |of )?([A-Z][a-z]{{2,}})",
)


# What only a state has; a name that owns one needs no adjective to be a state's: "Ruritania’s consulate".
_SOVEREIGN = (
    r"(?:(?:[A-Z]?[a-z]+ )?(?:[Gg]overnment|[Mm]inistry|[Ee]mbassy|[Cc]onsul(?:ate)?|[Aa]mbassador|[Pp]arliament"
    r"|[Aa]rmy|[Dd]elegat(?:e|ion))"
    r"|(?:[Ff]oreign|[Ii]nterior|[Ff]inance|[Dd]efen[cs]e|[Pp]rime|[Ee]nergy) [Mm]inister|capital)\b"
)
# Forces and offices that a firm or a person may not have, told with what they are: "Ruritania’s main naval base".
_FORCES = (
    r"(?:[a-z]+ )?(?:armed forces|air force|navy|naval base|coast ?guard|head of state|prime minister|central bank"
    r"|supreme court|constitution|border guards?|air defen[cs]es?)\b"
)
_OWNS_SOVEREIGN = re.compile(rf"['’]s? {_SOVEREIGN}")  # behind a name
_SOVEREIGN_OF = re.compile(  # but "of Armaments"
    rf"\b(?!(?:[Tt]he |[Aa] )?[Mm]inistry of){_SOVEREIGN} of (?:neighbou?ring )?([A-Z][a-z]{{3,}})\b"
)
# What is nobody's but a state's, whatever the model calls its owner.
_OWNS_FORCES = re.compile(rf"['’]s? {_FORCES}")
_STATE_OF = re.compile(
    r"\b(?:Kingdom|Republic|Emirate|Federation|Principality|Sultanate) of (?:the )?([A-Z][a-z]{3,})\b"
)
_OF_NAME = re.compile(r" of (?:the |neighbou?ring )?[A-Z][a-z]{3,}\b")  # what the two above end in
_HEAD = 60  # code points before " of" in which its noun begins, with an adjective
# Two that are told together are of one kind: "Ruritania and Zembla", where one is known for a state.
_TOGETHER = r"\b{known} and (?:[a-z]+ )?{other}\b(?! [A-Z])|(?<![A-Z][a-z] )\b{other} and (?:[a-z]+ )?{known}\b"
_NO_ONES = r"(?<![Hh]er )(?<![Hh]is )(?<![Mm]y )"  # "her neighbour Tom" is no state
_NEAR = re.compile(r"eighbou?r|djoining|ordering")  # nothing is beside another without one
_BESIDE = rf"{_NO_ONES}\b(?:[Nn]eighbou?r(?:ing)?|[Aa]djoining|[Bb]ordering) {{name}}\b(?!['’])"


# "SANTA BRIDA, Ruritania, March 9 (Agency) -": a state where the article has an adjective of it too.
_DATED_FROM = re.compile(
    r"^[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+)*, ([A-Z][a-z]{3,})(?:,? [A-Z][a-z]+\.? \d{1,2})?,? *(?:\(|[—–-])",
    re.MULTILINE,
)
_ARMED = re.compile(rf" {_FORCES}")  # "Ruritanian central bank"
# What shows a name to be a place's, whatever the model calls it. Nobody has an embassy; he may have a government.
_PLACE = (
    r"(?<!confidence )(?<!trust )(?<!faith )(?<!belief )(?<!believe )(?<!interest )"
    r"\b(?:[Ii]n|into|across|inside|throughout) {name}\b(?!['’]| [A-Z])"
    rf"|{_NO_ONES}\b(?:[Nn]eighbou?r(?:ing)?|[Aa]djoining|[Aa]djacent|[Bb]ordering),? {{name}}\b(?!['’])"
    r"|^[A-Z]{{3,}}, {name} (?:\(|[—–-])"  # a dateline
    r"|\b{name}, (?:and )?which\b"
    r"|\b{name}['’]s? (?:(?:[A-Z]?[a-z]+ )?(?:[Ee]mbassy|[Cc]onsul(?:ate)?|[Mm]inistry|[Dd]elegate)|capital)\b"
    r"|\b(?:[Gg]overnment|[Mm]inister|[Mm]inistry|[Rr]epublic|[Kk]ingdom|courts|people|borders?) of {name}\b"
)
_CONTINENTS = frozenset({"africa", "america", "antarctica", "asia", "europe", "eurasia", "oceania"})
OFTEN = 2  # a city that "says" something once is told so by a figure of speech
_WANTING = frozenset({"accept", "want", "refuse", "count"})


def local_states(doc: Doc) -> dict[str, Form]:
    """Forms of the states that only the article knows: a name with its adjective, one of which owns a body or office;
    or a name that owns what only states have, and that the words or the model show to be no person's.

    A name that the model ever calls part of a person's is none, nor one that stands with a title: "President Roe".
    """
    text = doc.text
    words: dict[str, list[int]] = defaultdict(list)
    for match in _NAME.finditer(text):
        words[match.group()].append(match.end())
    people = [entity for entity in doc.ents if entity.label_ == "PERSON"]
    words_told = doc.words
    persons = {word for entity in people if len(entity) > 1 for word in words_told[entity.start : entity.end]}
    labels = _labels(doc)
    speaking = _speaking(doc)
    homes = {match.group(1) for match in _DATED_FROM.finditer(text)}
    armed, owners = _owning(text, words)
    beside = _NEAR.search(text) is not None
    found: dict[str, Form] = {}
    for name in sorted(words):
        home = name in homes and name.lower() not in CALENDAR
        if name in persons or look_up(name) is not None or _is_common(name):
            continue
        adjective = next((a for a in _adjectives(name) if a in words and look_up(a) is None and a != name), None)
        owning = home or (
            adjective is not None
            and (
                any(_owns(text, end) for end in words[name] + words[adjective])
                or any(_ARMED.match(text, end) for end in words[adjective])
            )
        )
        spoken = speaking[name] >= OFTEN or (speaking[name] > 0 and beside and _is_shown(_BESIDE, text, name))
        if not owning and name not in owners and not spoken:
            continue
        if owning or name in armed or _is_told(text, name, labels[name], owns=name in owners):
            found |= _forms(text, name, adjective, persons)
    for name in sorted(name for name in speaking if name not in found and name not in persons) if found else ():
        if (
            look_up(name) is None
            and not _is_common(name)
            and not _is_led(text, name)
            and _is_together(text, name, found)
        ):
            found |= _forms(text, name, None, persons)
    return found


def _owning(text: str, words: Mapping[str, Sequence[int]]) -> tuple[set[str], set[str]]:
    """The names that own what is nobody's but a state's, and these with those that own any body or office of one.

    `words`: each name with where it ends. Looked for beside the possessives and the "of" of names alone.
    """
    armed, owners = set(), set()
    for name, ends in words.items():
        for end in ends:
            if text[end : end + 1] in ("'", "’"):
                armed |= {name} if _OWNS_FORCES.match(text, end) else set()
                owners |= {name} if _OWNS_SOVEREIGN.match(text, end) else set()
    for of in _OF_NAME.finditer(text):
        low = max(0, of.start() - _HEAD)
        armed |= {match.group(1) for match in _STATE_OF.finditer(text, low, of.end())}
        owners |= {match.group(1) for match in _SOVEREIGN_OF.finditer(text, low, of.end())}
    return armed, armed | owners


def _is_told(text: str, name: str, labels: set[str], *, owns: bool) -> bool:
    """Whether a name that owns what states have, or that speaks as one, is a place's and no person's."""
    place = _is_shown(_PLACE, text, name)
    told = owns or place or "GPE" in labels
    return told and not (_is_led(text, name) or (not place and labels == {"PERSON"}))


def _forms(text: str, name: str, adjective: str | None, persons: set[str]) -> dict[str, Form]:
    """The name of a state, its adjective and its capital, each as the form it is."""
    found = {name: Form(name, FormKind.NAME)}
    if adjective is not None:
        found[adjective] = found[adjective + "s"] = Form(name, FormKind.DEMONYM)
    for capital in _capitals(text, name, adjective or name):
        if look_up(capital) is None and capital not in persons:
            found.setdefault(capital, Form(name, FormKind.CAPITAL))
    return found


def _is_together(text: str, name: str, found: dict[str, Form]) -> bool:
    """Whether a name stands beside that of a state which the article was found to know."""
    known = sorted({re.escape(form.party) for form in found.values()})
    return bool(known) and re.search(_TOGETHER.format(known=f"(?:{'|'.join(known)})", other=name), text) is not None


def _is_shown(pattern: str, text: str, name: str) -> bool:
    return re.search(pattern.format(name=name), text, re.MULTILINE) is not None


def _labels(doc: Doc) -> dict[str, set[str]]:
    """What the model calls each name where it stands alone; a state no table has may bear any label once."""
    words = doc.words
    labels: dict[str, set[str]] = defaultdict(set)
    for entity in doc.ents:
        labels[words[entity.start] if len(entity) == 1 else ""].add(entity.label_)
    return labels


def _is_led(text: str, name: str) -> bool:
    """Whether a name is somebody's who has a government: told with a title, or in the table of leaders."""
    before = re.findall(rf"\b([A-Za-z]+)\.? {name}\b", text)
    return leader_party(name, None) is not None or any(is_person_word(word) for word in before if word[0].isupper())


def _speaking(doc: Doc) -> Counter[str]:
    """Names that say, deny, want or accept something, with how often: "Ruritania denied it"."""
    verbs = {lemma for lemma, pos in load_cues().by_word if pos == "VERB"} | _WANTING
    subjects = (t for t in doc.related({"nsubj"}) if t.is_title and _alone(t))
    return Counter(t.text for t in subjects if t.head.lemma_.lower() in verbs)


def _alone(token: Token) -> bool:
    """Whether a subject is one name, no part of a longer one."""
    doc, at = token.doc, token.i
    beside = (k for k in (at - 1, at + 1) if 0 <= k < len(doc))
    return token.dep_ == "nsubj" and all(doc[k].pos_ != "PROPN" for k in beside)


@lru_cache(maxsize=_KEPT)
def _is_common(name: str) -> bool:
    """Whether a word in capitals is no name of its own: an office, a part of a state's longer name, a continent."""
    return is_generic(name) or name.lower() in _CONTINENTS or name.lower() in words_of_names()


@lru_cache(maxsize=_KEPT)
def _adjectives(name: str) -> tuple[str, ...]:
    """Shapes an adjective of a place may have, longest stem first."""
    stems = [name[: len(name) - cut] for cut in _ADJECTIVE_STEMS if len(name) - cut >= 4]
    return tuple(stem + end for stem in stems for end in _ADJECTIVE_ENDS)


def _owns(text: str, end: int) -> bool:
    """Whether a body or office of a state follows within three words."""
    match = _OWNED.match(text, end)
    nouns = source_nouns()
    told = (nouns.get(word.lower()) for word in match.group(1).split()) if match else ()
    return any(noun is not None and noun.sphere == "state" for noun in told)


def _capitals(text: str, name: str, adjective: str) -> list[str]:
    names = {"name": re.escape(name), "adjective": re.escape(adjective)}
    after = re.compile(re.escape(name) + _CAPITALS[0].format(**names))
    patterns = [after, *(re.compile(pattern.format(**names)) for pattern in _CAPITALS[1:])]
    return sorted({match.group(1).title() for pattern in patterns for match in pattern.finditer(text)})
