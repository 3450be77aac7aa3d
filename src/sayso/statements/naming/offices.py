"""What stands before and after a name: "deputy foreign minister of Ruritania", "chief executive of Acme"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from msgspec import Struct

from sayso.parties import PLACES, Form, FormKind, look_up, party_of, source_nouns, split_owner, stands_for
from sayso.statements.naming.ranks import RANKED, RANKS
from sayso.statements.naming.serving import is_any, is_generic, is_local, place_of, served
from sayso.statements.naming.trimming import past_kind
from sayso.statements.parsed import Token

TITLES: dict[str, str] = {  # courtesy titles: taken off the name; what they tell of gender
    **dict.fromkeys(("mr", "sir", "lord", "don", "sheikh", "sheik"), "he"),
    **dict.fromkeys(("mrs", "ms", "miss", "madam", "madame", "lady", "dame"), "she"),
    **dict.fromkeys(("dr", "prof", "hon", "st"), ""),
}
ROLE_SHORT = {  # ranks and offices that news shortens before a name
    **{"sen": "senator", "sens": "senators", "rep": "representative", "reps": "representatives", "gov": "governor"},
    **{"gen": "general", "lt": "lieutenant", "col": "colonel", "maj": "major", "capt": "captain", "sgt": "sergeant"},
    **{"adm": "admiral", "cmdr": "commander", "prof": "professor", "rev": "reverend", "amb": "ambassador"},
    **{"cllr": "councillor", "cllrs": "councillors", "pc": "police constable"},
    **{"supt": "superintendent", "insp": "inspector", "msgr": "monsignor"},
}
# Said of a source, but no part of the role.
LOOSE = frozenset(
    (
        *("a", "about", "all", "almost", "also", "an", "and", "anonymous", "another", "any", "around"),
        *("both", "but", "certain", "current", "dozens", "each", "earlier", "either", "even", "every"),
        *("fellow", "few", "five", "four", "her", "his", "hundreds", "incoming", "its", "later"),
        *("longtime", "many", "meanwhile", "more", "most", "multiple", "my", "nearly", "neither", "new"),
        *("no", "now", "numerous", "of", "one", "only", "other", "others", "our", "outgoing", "own"),
        *("roughly", "said", "same", "several", "six", "so-called", "some", "such", "that", "the", "their"),
        *("these", "this", "those", "three", "top", "two", "undisclosed", "unidentified", "unnamed"),
        *("unspecified", "various", "veteran", "your"),
    )
)
PREPOSITIONS = frozenset(
    (
        *("at", "for", "from", "in", "of", "on", "to", "with", "within", "under", "by", "inside", "about", "against"),
        *("near", "behind", "over", "outside", "across", "who", "that", "which"),
    )
)
# Roles that stand before a name in capitals though their bearers speak for themselves or for a firm.
_STYLES = frozenset(
    (
        *("archbishop", "barrister", "bishop", "captain", "cardinal", "ceo", "chairman", "chairperson"),
        *("chairwoman", "cllr", "coach", "congressman", "congresswoman", "councillor", "councilman"),
        *("councilwoman", "democrat", "detective", "director", "editor", "executive", "founder", "imam"),
        *("lawmaker", "manager", "mp", "msp", "pastor", "pc", "pope", "prof", "professor", "rabbi"),
        *("rep", "representatives", "reps"),
        *("republican", "rev", "reverend", "sen", "senator", "senators", "sens", "sheriff", "speaker"),
        *("superintendent",),
    )
)
# Adjectives in capitals that name no body: "a Western diplomat".
_GROUPS = frozenset(
    (
        *("acting", "administration", "african", "american", "arab", "asian", "catholic", "chief"),
        *("christian", "conservative", "democratic", "deputy", "eastern", "european", "ex", "first"),
        *("foreign", "hindu", "interim", "jewish", "labour", "liberal", "muslim", "national", "northern"),
        *("press", "prime", "republican", "security", "senior", "shiite", "southern", "special", "sunni"),
        *("vice", "wall", "western"),
    )
)
# Parts of the world: who is told by one serves a state that is not told.
QUARTERS = frozenset(
    {"African", "Arab", "Asian", "Eastern", "European", "Gulf", "Nordic", "Northern", "Southern", "Western"}
)
_GENDERED = {"woman": "she", "women": "she", "queen": "she", "princess": "she", "man": "he", "men": "he", "king": "he"}
_FORMER = frozenset({"former", "formerly", "ex", "onetime", "one-time", "late", "retired", "erstwhile", "previous"})
_KIN = {
    **dict.fromkeys(("wife", "mother", "daughter", "sister", "widow", "girl", "actress", "duchess"), "she"),
    **dict.fromkeys(("husband", "father", "son", "brother", "boy"), "he"),
}
_HYPHEN_FORMER = re.compile(r"^ex-", re.IGNORECASE)
LONGEST_FIELD = 6  # words with the preposition: "for trade and industry"; what is longer tells more than a role

_SEATED = frozenset(
    {
        "senator",
        "rep",
        "representative",
        "lawmaker",
        "legislator",
        "mp",
        "msp",
        "mep",
        "mla",
        "congressman",
        "congresswoman",
    }
)
_FROM = ("-based", "-born", "-educated", "-old")  # "a Zenda-based analyst": where one is from is no part of the role
_THEN = re.compile(r"^then-", re.IGNORECASE)  # held at the time that is told of
# May stand before the name of the state: "acting Danish foreign minister".
_QUALIFYING = frozenset(
    {"acting", "assistant", "caretaker", "deputy", "first", "interim", "senior", "special", "then", "vice"}
)
BODIES = frozenset({FormKind.SEAT, FormKind.BODY, FormKind.INTERNATIONAL, FormKind.MEDIA})
# As the network calls what one may be "at" and is no body; a firm it calls a town at times.
_NO_BODIES = frozenset({"FAC", "DATE", "TIME", "EVENT"})
CLITIC = re.compile(r"['’]s?$")


_ADJECTIVE = re.compile(r"[A-Z][a-z]{2,}(?:an|ese|ish)")


class Office(Struct, frozen=True):
    """A role and whom it serves, as far as the words tell."""

    role: str | None = None
    affiliation: str | None = None
    party: str | None = None
    gender: str = ""
    former: bool = False
    noun: str | None = None
    retired: bool = False


def read_office(before: Sequence[str], after: Sequence[Token]) -> Office:
    """The role, body and party of "senior Ruritanian foreign minister" + "at the Ministry of Trade"."""
    said = before[: before.index("and")] if "and" in before else before
    former = any(w.lower().strip("-") in _FORMER or _HYPHEN_FORMER.match(w) is not None for w in said)
    retired = any(w.lower() == "retired" for w in said)
    before = [_THEN.sub("", _HYPHEN_FORMER.sub("", word)) for word in before]
    apart = LOOSE | _FORMER | _QUALIFYING
    lead = next((k for k, w in enumerate(before) if w[:1].isupper() and w.lower() not in apart), 0)
    owner, rest = split_owner(" ".join(before[lead:])) if before else (None, "")
    words = [*before[:lead], *rest.split()]
    plain = [_HYPHEN_FORMER.sub("", CLITIC.sub("", w.lower()).strip(".,")) for w in words]
    joint = words.index("and") if "and" in words[:-1] else 0
    if joint and (is_person_word(words[joint - 1]) or not (words[joint - 1] + words[joint + 1]).islower()):
        words, plain = words[:joint], plain[:joint]  # of "intelligence and police officials" both are said of one noun
    if len(words) > 2 and words[-1].istitle() and plain[-1] in RANKS and plain[-2] in RANKED:
        words, plain = words[:-1], plain[:-1]
    at = last_place(words, is_person_word)
    if at < 0 and words and (known := source_nouns().get(plain[0])) is not None and known.sort == "person":
        at = 0
    body_end = _body_end(words, plain, at)
    told = enumerate(plain[body_end : at + 1], body_end)
    seat = plain[at] in _SEATED if at >= 0 else False  # "Moorside MP", "Labour MP": of where or of whom is no role
    role_words = [
        ROLE_SHORT.get(w, w)
        for k, w in told
        if w and not (_is_loose(w) and (k != at or w != "fellow")) and not (seat and k < at and words[k][:1].isupper())
    ]
    affiliation = _affiliation(words[:body_end], owner, plain[at] if plain else "")
    role = " ".join(role_words) if at >= 0 else None
    office = " ".join(filter(None, (role, join(after[:2]).lower())))
    sole = _party_of_office(office) if role else None
    if sole:
        role, after = office, after[2:]
    more_role, more_affiliation, more_party = _after(after, plain[at] if at >= 0 else None)
    role = " ".join(filter(None, (role, more_role))) if at >= 0 else None
    noun = plain[at] if plain else None
    if at >= 0 and is_local(noun):
        place = CLITIC.sub("", " ".join(before[lead:]).removesuffix(rest).strip()) if owner else affiliation
        party = place_of(owner, place, after) or more_party
    else:
        party = served(owner, rest, affiliation, noun) or (more_party if more_affiliation or not is_any(noun) else None)
        party = party or (party_of(affiliation) if affiliation else None) or sole
        party = party or (_party_of_office(role) if role else None)
    if (
        affiliation is not None and more_affiliation is not None and is_body_word(affiliation)
    ):  # "union leader … of the"
        affiliation = None
    affiliation = affiliation or (None if is_local(noun) else more_affiliation)
    home = is_local(noun) or (seat and CLITIC.search(" ".join(words[:body_end])) is not None)
    if home and affiliation is not None and not is_body_word(affiliation.rpartition(" ")[2]):
        affiliation = None  # "Zenda’s mayor", "Zenda’s MP": where one was chosen is no body
    return Office(role or None, affiliation, party, gender_of(noun or ""), former, noun, retired)


def _is_loose(word: str) -> bool:
    """Whether a word before a role is no part of it: "several", "former", "100"."""
    return word in LOOSE or word in _FORMER or word in {"then", "and"} or word.isdigit() or word.endswith(_FROM)


def _affiliation(words: Sequence[str], owner: Form | None, noun: str) -> str | None:
    """The body told before a role, with the body that owns it: "White House" + "press office"."""
    kept = (w for k, w in enumerate(words) if not _is_loose(w.lower()) or _goes_on(words, k))
    told = CLITIC.sub("", " ".join(kept)).strip() or None
    if told is not None and _ADJECTIVE.fullmatch(told) and not noun.startswith("spokes"):
        told = None  # "a Zendaran diplomat": an adjective that no table knows is no body
    if told is not None and told.split()[0] in QUARTERS and told.partition(" ")[2].islower():
        told = None  # "Western intelligence officials" are of several states
    if owner is not None and owner.kind in BODIES:
        return " ".join(filter(None, (owner.body or owner.party, told)))
    return told


def _goes_on(words: Sequence[str], at: int) -> bool:
    """ "New" in "New Zenda Echo": a loose word, but written as the first of a name."""
    return words[at] in ("New", "Late", "Top") and words[at + 1 : at + 2] != [] and words[at + 1][:1].isupper()


def gender_of(noun: str) -> str:
    """ "he" or "she" of a noun that tells: "spokeswoman"; else empty."""
    return _KIN.get(noun) or next((gender for end, gender in _GENDERED.items() if noun.endswith(end)), "")


def _body_end(words: Sequence[str], plain: Sequence[str], at: int) -> int:
    """Where the body ends in "National Security Council spokesman", "Acme Corp. chief executive"; 0 when none stands.

    `at` is the place of the role. A body ends with a noun for one, or where capitals give way to small letters.
    """
    nouns = source_nouns()
    end = last_place(plain[: max(at, 0)], lambda w: (n := nouns.get(w)) is not None and n.sort == "body") + 1
    if plain[:end] == ["media"]:  # "media manager" tells of what
        end = 0
    if plain[end - 1 : at] == ["cabinet"]:  # "council cabinet member"
        end -= 1
    end = max(end, last_place(words[: max(at, 0)], lambda w: CLITIC.search(w) is not None) + 1)  # "Roe’s spokesman"
    if end or at < 1 or words[at][:1].isupper() or not words[0][:1].isupper() or plain[0] in _GROUPS:
        return end
    if "-" in plain[0] and plain[0].endswith(("ed", "ing")):  # "Zenda-based", "palace-backed", "Roe-hating"
        return end
    return next(k for k, w in enumerate(words) if not w[:1].isupper())


def _party_of_office(role: str) -> str | None:
    """The one state that has an office of this name."""
    words = (word if word in ("of", "the", "in", "for") else word[:1].upper() + word[1:] for word in role.split())
    found = look_up(" ".join(words))
    return found.party if found is not None and found.kind is FormKind.OFFICE else None


def _after(tokens: Sequence[Token], noun: str | None) -> tuple[str | None, str | None, str | None]:
    """ "for international trade at the Ruritanian Foreign Ministry": (more of the role, the body, its party)."""
    pieces = _pieces(tokens)
    role: list[str] = []
    for k, piece in enumerate(pieces):
        link, told = piece[0].lower_, [t for t in piece[1:] if t.lower_ not in {"the", "a", "an"}]
        whole = join([t for part in pieces[k:] for t in part][1:])
        if not told:
            continue
        inner = past_kind(told)
        if len(inner) < len(told) and link in {"of", "from", "for", "with"}:  # "of campaign group Fair Start"
            body, party = _body_after(inner, join(inner), pieces[k + 1 :])
            return " ".join(role) or None, body, party or (body if noun is None else None)
        if _names_body(inner, link) and not _is_field(piece, inner, noun):
            return " ".join(role) or None, *_body_after(inner, whole, pieces[k + 1 :])
        form = look_up(join(inner))
        if form is None and link in {"for", "to", "of", "from"} and _names_person(inner):
            return " ".join(role) or None, join(inner), None
        if form is not None and link in {"of", "for", "to", "from", "in", "at", "with"}:
            party = form.party if link in {"of", "for", "from", "with"} else None
            return " ".join(role) or None, None, party
        served_by = link == "for" and (noun or "").startswith("spokes") and len(piece) > len(inner) + 1
        if served_by:  # "a spokesman *for the operator*"
            continue
        if noun in _KIN:  # "a sister of the accused"
            break
        if link in {"of", "for", "on"} and _words(piece) <= LONGEST_FIELD and not _is_home(inner, noun):
            role.append(join(piece).lower())
        elif link not in {"of", "for", "on", "in", "at", "to", "from"}:  # "a farmer *with* two daughters at the school"
            break
    return " ".join(role) or None, None, None


def _words(piece: Sequence[Token]) -> int:
    """Words without the commas and "and" of a list: "for rivers, lakes, and harbours"."""
    return sum(not token.is_punct and token.lower_ != "and" for token in piece)


def _pieces(tokens: Sequence[Token]) -> list[list[Token]]:
    """The prepositional phrases that follow one another right after a role; none where it goes on otherwise."""
    pieces: list[list[Token]] = []
    for token in tokens:
        if token.lower_ in {"who", "that", "which", "whom", "whose", "where"}:
            break
        if token.lower_ in PREPOSITIONS or not pieces:
            pieces.append([])
        pieces[-1].append(token)
    return pieces


def _is_field(piece: Sequence[Token], inner: Sequence[Token], noun: str | None) -> bool:
    """Whether a phrase that could name a body tells what a role is for: "secretary *of state*".

    A body is told with an article or a name of its own: "head of the intelligence service", "governor of Zenda Bank".
    """
    link = piece[0].lower_
    if link == "for" and noun in ("secretary", "minister", "commissioner"):
        return True
    if link == "of" and noun in _SEATED and not is_body_word(inner[-1].text):
        return True
    bare = link in ("of", "for") and len(piece) == len(inner) + 1 and not any(t.tag_ in ("POS", "PRP$") for t in inner)
    return bare and look_up(join(inner)) is None and (join(inner).islower() or is_generic(join(inner)))


def _body_after(inner: Sequence[Token], whole: str, more: Sequence[Sequence[Token]]) -> tuple[str | None, str | None]:
    """The body of a prepositional phrase, without the state it is of, and its party. `whole` goes on to the end."""
    owner, rest = split_owner(join(inner))
    theirs = owner is not None and (owner.kind not in PLACES or stands_for(owner, rest))
    party = party_of(whole) or party_of(join(inner)) or (owner.party if owner and theirs else None)
    form = look_up(join(inner))
    if form is not None:
        return form.body or None, form.party
    joined = rest.split()[:1] in (["and"], ["of"], ["for"])  # "the Zenda and Kalz Programme"
    if owner is not None and rest and owner.kind not in BODIES and not joined:
        return rest + _extended(inner, more).removeprefix(join(inner)), party
    return _extended(inner, more), party


def _extended(inner: Sequence[Token], pieces: Sequence[Sequence[Token]]) -> str:
    """A body's name with the capitalised phrases after it: "Institute" + "for the Future"."""
    tokens = list(inner)
    for piece in pieces:
        last = piece[-1]
        if piece[0].lower_ not in {"of", "for", "on"} or not last.text[:1].isupper() or last.ent_type_ == "DATE":
            break
        tokens += piece
    return join(tokens)


def _is_home(tokens: Sequence[Token], noun: str | None) -> bool:
    """Whether a phrase is where one is from, and no field: "senator *of Zenda*", not "minister *of Trade*"."""
    fielded = noun in ("minister", "secretary", "commissioner", "head", "director", "chief")
    return not fielded and all(t.text[:1].isupper() or t.text.isdigit() for t in tokens)


def _names_person(tokens: Sequence[Token]) -> bool:
    """Whether a phrase is the name of somebody, titles before it: "a spokesman for *President Ann Roe*"."""
    names = [t for t in tokens if t.text[:1].isupper()]
    return len(names) == len(tokens) and tokens[-1].ent_type_ == "PERSON"


def _names_body(tokens: Sequence[Token], link: str) -> bool:
    """Whether a phrase names a body: a noun for one, a known body, an entity the model calls an organisation, or a name
    that somebody is "at".
    """
    form = look_up(join(tokens))
    if form is not None:
        return form.kind in BODIES
    nouns = source_nouns()
    found = nouns.get(tokens[-1].lower_)
    if found is not None and found.sort == "body":
        return not found.plural or tokens[-1].text[:1].isupper()
    named = any(t.ent_type_ == "ORG" for t in tokens) and tokens[-1].text[:1].isupper()
    if link == "at" and len(tokens) > 1 and all(t.text[:1].isupper() and t.ent_type_ not in _NO_BODIES for t in tokens):
        named = True  # "analysts at Hale Roe"
    return named and not is_generic(join(tokens))  # "Minister of *Trade*", whatever the network calls it


def is_body_word(word: str) -> bool:
    """Whether a word can head the name of a body: "Council"."""
    noun = source_nouns().get(word.lower())
    return noun is not None and noun.sort == "body"


@cache
def is_person_word(word: str) -> bool:
    """Whether a word before a name is a role or a courtesy title. In capitals only offices count: "Son" is a name."""
    plain = word.lower().strip(".")
    noun = source_nouns().get(plain)
    if plain in TITLES:
        return word[:1].isupper()
    return (
        noun is not None
        and noun.sort == "person"
        and (word[:1].islower() or noun.sphere in ("state", "place") or plain in _STYLES)
    )


def first_preposition(words: Sequence[Token]) -> int:
    """Where the first prepositional phrase after the first word begins; the length when there is none."""
    return next((k for k, w in enumerate(words) if k and w.lower_ in PREPOSITIONS and not _ranks(words, k)), len(words))


def _ranks(words: Sequence[Token], at: int) -> bool:
    """Whether "under" is a part of an office: "Treasury Under Secretary Ann Roe"."""
    return words[at].lower_ == "under" and words[at + 1 : at + 2] != [] and words[at + 1].lower_ == "secretary"


def last_place(words: Sequence[str], test: Callable[[str], bool]) -> int:
    """The last index whose word passes `test`, or -1."""
    return next((k for k in range(len(words) - 1, -1, -1) if test(words[k])), -1)


def texts(tokens: Sequence[Token]) -> list[str]:
    """Words with their possessive: "Russia’s" is one."""
    return join(tokens).split()


def join(tokens: Sequence[Token]) -> str:
    """The tokens as they stand in the text."""
    return "".join([token.text_with_ws for token in tokens]).strip()
