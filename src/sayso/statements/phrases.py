"""What the words of one source tell by themselves: a name, a role, a body, a party. Nothing is looked up elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from spacy.tokens import Token

from sayso.parties import Form, FormKind, Noun, look_up, party_of, source_nouns, split_owner

TITLES: dict[str, str] = {  # courtesy titles: taken off the name; what they tell of gender
    **dict.fromkeys(("mr", "sir", "lord", "don", "sheikh", "sheik"), "he"),
    **dict.fromkeys(("mrs", "ms", "miss", "madam", "madame", "lady", "dame"), "she"),
    **dict.fromkeys(("dr", "prof", "hon", "st"), ""),
}
ROLE_SHORT = {  # ranks and offices that news shortens before a name
    **{"sen": "senator", "sens": "senators", "rep": "representative", "reps": "representatives", "gov": "governor"},
    **{"gen": "general", "lt": "lieutenant", "col": "colonel", "maj": "major", "capt": "captain", "sgt": "sergeant"},
    **{"adm": "admiral", "cmdr": "commander", "prof": "professor", "rev": "reverend", "amb": "ambassador"},
    **{"supt": "superintendent", "insp": "inspector", "msgr": "monsignor"},
}
# Said of a source, but no part of the role.
_LOOSE = frozenset(
    (
        *(
            "a",
            "an",
            "the",
            "one",
            "some",
            "any",
            "all",
            "another",
            "other",
            "others",
            "several",
            "many",
            "few",
            "most",
        ),
        *(
            "two",
            "three",
            "four",
            "five",
            "six",
            "both",
            "multiple",
            "numerous",
            "various",
            "certain",
            "these",
            "those",
        ),
        *("this", "that", "its", "his", "her", "their", "our", "my", "your", "own", "unidentified", "unnamed"),
        *("anonymous", "undisclosed", "unspecified", "current", "outgoing", "incoming", "longtime", "fellow", "same"),
        *("more", "no", "each", "every", "new", "veteran", "even", "also", "only", "later", "earlier", "meanwhile"),
        *("said", "but", "and", "top", "dozens", "hundreds", "of"),
    )
)
_PREPOSITIONS = frozenset(
    (
        *("at", "for", "from", "in", "of", "on", "to", "with", "within", "under", "by", "inside", "about", "against"),
        *("near", "behind", "over", "who", "that", "which"),
    )
)
# Roles that stand before a name in capitals though their bearers speak for themselves or for a firm.
_STYLES = frozenset(
    (
        *("archbishop", "bishop", "cardinal", "chairman", "chairwoman", "chairperson", "coach", "congressman"),
        *("congresswoman", "detective", "director", "founder", "lawmaker", "manager", "pastor", "pope", "prof"),
        *("professor", "rabbi", "rep", "reps", "rev", "reverend", "sen", "sens", "senator", "senators", "sheriff"),
        *("speaker", "superintendent", "imam", "ceo", "republican", "democrat", "representatives"),
    )
)
# Adjectives in capitals that name no body: "a Western diplomat".
_GROUPS = frozenset(
    (
        *("african", "american", "arab", "asian", "catholic", "chief", "christian", "conservative", "democratic"),
        *("deputy", "european", "foreign", "hindu", "jewish", "labour", "liberal", "muslim", "northern", "prime"),
        *(
            "republican",
            "senior",
            "national",
            "security",
            "southern",
            "sunni",
            "shiite",
            "vice",
            "western",
            "eastern",
            "wall",
            "ex",
        ),
    )
)
_GENDERED = {"woman": "she", "women": "she", "queen": "she", "princess": "she", "man": "he", "men": "he", "king": "he"}
_FORMER = frozenset({"former", "ex", "onetime", "late", "retired", "then"})
_SEAT_TAG = re.compile(r"^[DRI]-\w+\.?$")  # "R-Ky." after a lawmaker's name
_CLITIC = re.compile(r"['’]s?$")
PLACES = frozenset({FormKind.NAME, FormKind.DEMONYM, FormKind.ABBREVIATION, FormKind.CAPITAL})
BODIES = frozenset({FormKind.SEAT, FormKind.BODY, FormKind.INTERNATIONAL, FormKind.MEDIA})
_HYPHEN_FORMER = re.compile(r"^ex-", re.IGNORECASE)
MOST_NAME_WORDS = 6


class Phrase(Struct, frozen=True):
    """One source as told. Everything null: only a pronoun or a word no table knows."""

    text: str
    person: str | None = None  # the name as it stands, without titles: "John Kirby", "Kirby"
    body: str | None = None  # a body that speaks itself: "Kremlin", "Foreign Ministry"
    role: str | None = None
    affiliation: str | None = None
    party: str | None = None  # only where these words tell it
    gender: str = ""  # "he", "she" or unknown
    former: bool = False
    plural: bool = False
    definite: bool = False  # "the", "its" or a possessive: something the text should have named before
    noun: str | None = None  # the head noun, lower case: "minister", "ministry", "statement"
    form: Form | None = None  # the source is a known form itself: "Pyongyang", "the White House"


def read_phrase(tokens: Sequence[Token], head: int | None = None) -> Phrase:
    """Read a source from its tokens, in text order. Commas part the name from what is said of it.

    `head` is the index of the token that speaks, where it is known: its part is read first.
    """
    text = _join(tokens)
    read = [(part, read_segment(part)) for part in _segments(tokens)]
    parts = [(words, told) for words, told in read if told is not None and not _SEAT_TAG.match(told.text)]
    if not parts:
        return Phrase(text)
    at = next((k for k, (words, _) in enumerate(parts) if any(t.i == head for t in words)), 0)
    told_parts = [told for _, told in parts]
    if told_parts[at].role and not told_parts[at].person and any(told.person for told in told_parts[at + 1 : at + 2]):
        at += 1
    first = _as_person(told_parts[at], told_parts[at + 1 :])
    others = [told for k, told in enumerate(told_parts) if k != at and not told.person] if first.person else []
    told = next((part for part in others if part.role or part.body or part.party), None)
    if told is None:
        return _replace(first, text)
    return Phrase(
        text=text,
        person=first.person,
        role=first.role or told.role,
        affiliation=first.affiliation or told.affiliation or told.body,
        party=first.party or told.party,
        gender=first.gender or told.gender,
        former=first.former or told.former,
        noun=first.noun or told.noun,
    )


def _as_person(first: Phrase, others: Sequence[Phrase]) -> Phrase:
    """A capitalised word or four that the model took for a body, when a person's role is put beside it."""
    words = (first.body or "").split()
    beside = any(part.role for part in others)
    if first.person or first.form or not 0 < len(words) <= 4 or not beside:
        return first
    if not all(word[:1].isupper() or word in _PARTICLES for word in words) or noun_of(first) is not None:
        return first
    return Phrase(first.text, person=first.body)


def _replace(phrase: Phrase, text: str) -> Phrase:
    return Phrase(text, *(getattr(phrase, field) for field in Phrase.__struct_fields__ if field != "text"))


def _segments(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text in {",", ";", "(", ")", "—", "–", ":"} or (token.text == "-" and token.whitespace_):
            parts.append([])
        elif not token.is_space and token.text not in {'"', "“", "”"}:
            parts[-1].append(token)
    return parts


def read_segment(tokens: Sequence[Token]) -> Phrase | None:
    """Read one stretch without commas; None when nothing is left of it."""
    words = list(tokens)
    definite = bool(words) and (
        words[0].lower_ in {"the", "this", "that", "its", "his", "her", "their"} or any(t.tag_ == "POS" for t in words)
    )
    while len(words) > 1 and (words[0].lower_ in _LOOSE or words[0].pos_ == "NUM") and not _begins_name(words):
        words = words[1:]
    if not words:
        return None
    low, high = _name_in(words)
    if low == high:
        return _nameless(words, definite)
    gender = next((TITLES[t] for t in (w.lower_.strip(".") for w in words[:low]) if TITLES.get(t)), "")
    before = [w for w in words[:low] if w.lower_.strip(".") not in TITLES]
    cut = _first_preposition(before)
    person = _join(words[low:high])
    told = _office(_texts(before[:cut]), [*before[cut:], *words[high:]])
    return Phrase(
        text=person,
        person=person,
        role=told.role,
        affiliation=told.affiliation,
        party=told.party,
        gender=gender or told.gender,
        former=told.former,
        noun=told.noun,
    )


def _begins_name(words: Sequence[Token]) -> bool:
    """ "New" in "New Haven Gazette": a loose word, but written as part of a name."""
    return words[0].lower_ in {"new", "top", "late"} and words[0].text.istitle() and words[1].text[:1].isupper()


def _nameless(words: Sequence[Token], definite: bool) -> Phrase:
    text = _join(words)
    form = look_up(text)
    if form is not None:
        name = form.body or form.party
        return Phrase(text, body=name, party=form.party, definite=definite, form=form)
    cut = _first_preposition(words)
    head_noun = source_nouns().get(words[cut - 1].lower_)
    if head_noun is not None and head_noun.sort != "person":  # "the official news agency" is no official
        return _thing(words, cut, definite)
    told = _office(_texts(words[:cut]), words[cut:])
    noun = source_nouns().get(told.noun or "")
    if noun is not None and noun.sort == "person":
        return Phrase(
            text,
            role=told.role,
            affiliation=told.affiliation,
            party=told.party,
            gender=told.gender,
            former=told.former,
            plural=noun.plural,
            definite=definite,
            noun=told.noun,
        )
    return _thing(words, cut, definite)


def _thing(words: Sequence[Token], cut: int, definite: bool) -> Phrase:
    """A body or a document; `cut` is where its first prepositional phrase begins."""
    text, head = _join(words), words[cut - 1]
    noun = source_nouns().get(head.lower_)
    owner, rest = split_owner(_join(words[:cut]))
    if owner is not None and owner.kind in BODIES and rest.islower() and noun is not None and noun.sort == "body":
        return Phrase(text, body=owner.body or owner.party, party=owner.party, definite=definite, form=owner)
    body = _body_name(words[:cut]) if noun is None or noun.sort == "body" else None
    forms = (look_up(_join(words[k:cut])) for k in range(1, cut)) if body else ()
    form = next((form for form in forms if form is not None and form.kind in BODIES), None)
    if form is not None:
        return Phrase(text, body=form.body or form.party, party=form.party, definite=definite, form=form)
    party = party_of(text) or (party_of(body) if body else None)
    if party is None and owner is not None and noun is not None and noun.sort == "document":
        party = owner.party
    plural = head.tag_ in {"NNS", "NNPS"} if noun is None else noun.plural
    return Phrase(text, body=body, party=party, plural=plural, definite=definite, noun=head.lower_)


def _body_name(words: Sequence[Token]) -> str | None:
    """The name of a body: its capitalised words without the owner; with the owner where it is all in small letters
    ("Ruritanian army"); null where no such body stands.
    """
    text = _CLITIC.sub("", _join(words))
    owner, rest = split_owner(text)
    if owner is None or not rest or owner.kind in BODIES:
        return text if any(w[:1].isupper() for w in text.split()) else None
    if any(w[:1].isupper() for w in rest.split()) and (" " in rest or rest.lower() in source_nouns()):
        return rest
    noun = source_nouns().get(rest.split()[-1].lower())
    return text if noun is not None and noun.sort == "body" else None


class _Office(Struct, frozen=True):
    role: str | None = None
    affiliation: str | None = None
    party: str | None = None
    gender: str = ""
    former: bool = False
    noun: str | None = None


def _office(before: Sequence[str], after: Sequence[Token]) -> _Office:
    """The role, body and party of "senior Ruritanian foreign minister" + "at the Ministry of Trade"."""
    lead = next((k for k, w in enumerate(before) if w[:1].isupper()), 0)
    owner, rest = split_owner(" ".join(before[lead:])) if before else (None, "")
    words = [*before[:lead], *rest.split()]
    plain = [_HYPHEN_FORMER.sub("", _CLITIC.sub("", w.lower()).strip(".,")) for w in words]
    if "and" in words:
        words, plain = words[: words.index("and")], plain[: words.index("and")]
    at = _last(words, is_person_word)
    if at < 0 and words and (known := source_nouns().get(plain[0])) is not None and known.sort == "person":
        at = 0
    body_end = _body_end(words, plain, at)
    role_words = [ROLE_SHORT.get(w, w) for w in plain[body_end : at + 1] if w and w not in _LOOSE | _FORMER]
    body = " ".join(w for w in words[:body_end] if w.lower() not in _LOOSE | _FORMER)
    affiliation = _CLITIC.sub("", body).strip() or None
    if owner is not None and owner.kind not in PLACES:
        affiliation = " ".join(filter(None, (owner.body or owner.party, affiliation)))
    role = " ".join(role_words) if at >= 0 else None
    office = " ".join(filter(None, (role, _join(after[:2]).lower())))
    sole = _party_of_office(office) if role else None
    if sole:
        role, after = office, after[2:]
    more_role, more_affiliation, more_party = _after(after, plain[at] if at >= 0 else None)
    role = " ".join(filter(None, (role, more_role))) if at >= 0 else None
    affiliation = affiliation or more_affiliation
    party = (owner.party if owner else None) or more_party
    party = (
        party or (party_of(affiliation) if affiliation else None) or sole or (_party_of_office(role) if role else None)
    )
    noun = plain[at] if plain else None
    gender = next((g for end, g in _GENDERED.items() if (noun or "").endswith(end)), "")
    former = any(w.lower().strip("-") in _FORMER or _HYPHEN_FORMER.match(w) is not None for w in before)
    return _Office(role or None, affiliation, party, gender, former, noun)


def _body_end(words: Sequence[str], plain: Sequence[str], at: int) -> int:
    """Where the body ends in "National Security Council spokesman", "Acme Corp. chief executive"; 0 when none stands.

    `at` is the place of the role. A body ends with a noun for one, or where capitals give way to small letters.
    """
    nouns = source_nouns()
    end = _last(plain[: max(at, 0)], lambda w: (n := nouns.get(w)) is not None and n.sort == "body") + 1
    if end or at < 1 or words[at][:1].isupper() or not words[0][:1].isupper() or plain[0] in _GROUPS:
        return end
    if plain[0].endswith("-based"):
        return end
    return next(k for k, w in enumerate(words) if not w[:1].isupper())


def _party_of_office(role: str) -> str | None:
    """The one state that has an office of this name."""
    words = (word if word in ("of", "the", "in", "for") else word[:1].upper() + word[1:] for word in role.split())
    found = look_up(" ".join(words))
    return found.party if found is not None and found.kind is FormKind.OFFICE else None


def _after(tokens: Sequence[Token], noun: str | None) -> tuple[str | None, str | None, str | None]:
    """ "for international trade at the Ruritanian Foreign Ministry": (more of the role, the body, its party)."""
    pieces: list[list[Token]] = []
    for token in tokens:
        if token.lower_ in {"who", "that", "which"}:
            break
        if token.lower_ in _PREPOSITIONS or not pieces:
            pieces.append([])
        pieces[-1].append(token)
    role: list[str] = []
    for k, piece in enumerate(pieces):
        link, inner = piece[0].lower_, [t for t in piece[1:] if t.lower_ not in {"the", "a", "an"}]
        whole = _join([t for part in pieces[k:] for t in part][1:])
        if not inner:
            continue
        if _names_body(inner) and not (link == "for" and noun in ("secretary", "minister", "commissioner")):
            owner, rest = split_owner(_join(inner))
            party = party_of(whole) or party_of(_join(inner)) or (owner.party if owner else None)
            form = look_up(_join(inner))
            if form is not None:
                return " ".join(role) or None, form.body or None, form.party
            if owner is not None and rest and owner.kind not in BODIES:
                return " ".join(role) or None, rest, party
            return " ".join(role) or None, _extended(inner, pieces[k + 1 :]), party
        form = look_up(_join(inner))
        if form is not None and link in {"of", "for", "to", "from", "in", "at", "with"}:
            party = form.party if link in {"of", "for", "from", "with"} else None
            return " ".join(role) or None, None, party
        if link in {"of", "for", "on"}:
            role.append(_join(piece).lower())
    return " ".join(role) or None, None, None


def _extended(inner: Sequence[Token], pieces: Sequence[Sequence[Token]]) -> str:
    """A body's name with the capitalised phrases after it: "Institute" + "for the Future"."""
    tokens = list(inner)
    for piece in pieces:
        if piece[0].lower_ not in {"of", "for", "on"} or not piece[-1].text[:1].isupper():
            break
        tokens += piece
    return _join(tokens)


def _names_body(tokens: Sequence[Token]) -> bool:
    """Whether a phrase names a body: a noun for one, a known body, or an entity the model calls an organisation."""
    form = look_up(_join(tokens))
    if form is not None:
        return form.kind in BODIES
    nouns = source_nouns()
    found = nouns.get(tokens[-1].lower_)
    if found is not None and found.sort == "body":
        return not found.plural or tokens[-1].text[:1].isupper()
    return any(t.ent_type_ == "ORG" for t in tokens) and tokens[-1].text[:1].isupper()


def _name_in(words: Sequence[Token]) -> tuple[int, int]:
    """`[low, high)` of a person's name within `words`; empty when they hold none."""
    nouns = source_nouns()
    person_noun = _last([w.text for w in words[:-1]], is_person_word)
    if words[-1].text.islower() and is_person_word(words[-1].text):
        return 0, 0
    low = next((k for k, w in enumerate(words) if w.ent_type_ == "PERSON" and k > person_noun - 1), -1)
    if low < 0:
        low = person_noun + 1
    high = low
    while high < len(words) and (_is_name_word(words[high]) or _is_hyphened(words, high)):
        high += 1
    while low < high - 1 and is_person_word(words[low].text):
        low += 1
    if high < len(words) - 1 and words[high].tag_ == "POS":
        return 0, 0  # "Roe’s lawyer": somebody else
    if high > low and words[low].is_sent_start and words[low].lower_ in nouns and (high < len(words) or low + 1 < high):
        return 0, 0  # "Editor of the Daily Echo": a role, in capitals because the sentence begins
    whole = _join(words[low:high])
    if not 0 < high - low <= MOST_NAME_WORDS or look_up(whole) is not None:
        return 0, 0
    entity = {w.ent_type_ for w in words[low:high]}
    lasts = nouns.get(words[high - 1].lower_)
    if lasts is not None and lasts.sort == "body":
        return 0, 0
    if low == 0 and "PERSON" not in entity and (entity & {"ORG", "GPE", "NORP", "LOC", "FAC"} or high < len(words)):
        return 0, 0
    if low > 0 and "PERSON" not in entity and person_noun != low - 1:
        return 0, 0
    if low == 0 and words[0].pos_ != "PROPN" and "PERSON" not in entity:
        return 0, 0
    owner, rest = split_owner(whole)
    if owner is not None and rest and owner.kind is not FormKind.CAPITAL and "PERSON" not in entity:
        return 0, 0
    return low, high


_PARTICLES = frozenset(
    {"al", "bin", "bint", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le"}
)
_PARTICLES_MORE = frozenset({"ten", "ter", "van", "von", "zu", "ben", "y", "e", "-"})


def _is_name_word(token: Token) -> bool:
    text = token.text
    if token.tag_ == "POS" or text in {"'s", "’s"}:
        return False
    if text[:1].isupper():
        return not (token.is_punct or token.lower_ in _LOOSE)
    return token.lower_ in _PARTICLES or token.lower_ in _PARTICLES_MORE


def _is_hyphened(words: Sequence[Token], at: int) -> bool:
    """The "-" and the "mi" of "Ha Yun-mi", which the tokenizer parts."""
    if not at > 0 or words[at - 1].whitespace_:
        return False
    return (words[at].text == "-" and at + 1 < len(words)) or words[at - 1].text == "-"


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
        and (word[:1].islower() or noun.sphere == "state" or plain in _STYLES)
    )


def _first_preposition(words: Sequence[Token]) -> int:
    return next((k for k, w in enumerate(words) if k and w.lower_ in _PREPOSITIONS), len(words))


def _last(words: Sequence[str], test: object) -> int:
    assert callable(test)
    return max((k for k, word in enumerate(words) if test(word)), default=-1)


def _texts(tokens: Sequence[Token]) -> list[str]:
    """Words with their possessive: "Russia’s" is one."""
    return _join(tokens).split()


def _join(tokens: Sequence[Token]) -> str:
    return "".join(token.text_with_ws for token in tokens).strip()


def noun_of(phrase: Phrase) -> Noun | None:
    """The table's entry for the head noun."""
    return source_nouns().get(phrase.noun or "")
