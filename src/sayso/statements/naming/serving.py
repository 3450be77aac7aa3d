"""Whom a role serves: "Danish envoy" the state, "Danish manager" a firm that is not told, "Zenda mayor" the city."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from sayso.parties import PLACES, Form, FormKind, Noun, of_no_state, source_nouns, stands_for
from sayso.statements.parsed import Token

_PORTFOLIOS = frozenset(  # what ministries are of, and what all states call their bodies
    (
        *(
            "affairs",
            "agriculture",
            "air",
            "armed",
            "border",
            "central",
            "commerce",
            "culture",
            "customs",
            "cyber",
            "defence",
            "defense",
            "economic",
        ),
        *("education", "election", "electoral", "energy", "environment", "federal", "finance", "foreign", "general"),
        *("health", "high", "home", "house", "information", "interior", "internal", "joint", "justice", "labor"),
        *("labour", "law", "lower", "ministers", "national", "people's", "presidential", "prime", "public", "royal"),
        *(
            "security",
            "senate",
            "special",
            "staff",
            "state",
            "supreme",
            "trade",
            "transport",
            "treasury",
            "upper",
            "war",
        ),
        *("welfare", "external", "strategic", "top", "local", "regional", "city", "provincial", "ruling", "governing"),
    )
)


def served(owner: Form | None, rest: str, affiliation: str | None, noun: str | None) -> str | None:
    """The party told before a role, where the role serves it: "Danish envoy", not "Danish opposition leader".

    `rest` are the words after the owner's, `affiliation` the body among them, `noun` the role's head.
    """
    if owner is None or owner.kind not in PLACES:
        return owner.party if owner is not None else None
    known = source_nouns().get(noun or "")
    if known is None or known.sphere == "self":  # nobody is taken to speak for it; it tells which of two is meant
        return owner.party
    theirs = affiliation is None or is_generic(affiliation) or stands_for(owner, affiliation)
    return owner.party if theirs and stands_for(owner, rest) else None


COUNSEL = frozenset({"lawyer", "attorney", "barrister", "solicitor", "kc", "counsel", "prosecutor"})  # for a client


_OF_BODIES = frozenset(  # in the table these may serve anybody; who runs a body or is sent by it speaks for it
    """
    boss ceo cfo chair chairman chairperson chairwoman constable coo coordinator cop cto director editor
    editor-in-chief executive insp manager pc principal sergeant sheriff superintendent supt treasurer
    trustee vice-president warden
    """.split()  # noqa: SIM905 - a list of 30 strings is harder to read
)


OWN_VOICE = frozenset({"investigator", "judge", "magistrate"})  # of a state, but they find and rule by themselves


def own_party(name: str, nouns: Collection[str], role: str | None, body: str | None = None) -> str | None:
    """The party of somebody for whom none is told: the own name, but for who serves a body or client that is not told.

    "Foreign Minister Ann Roe" of no state, "the director, Bo Ek" of no firm are nobody's voice that could be named, and
    not their own; nor is "the fund's founder", of a `body` told without a name. Who is named by one word and no more
    may be anybody's: "Lund said".
    """
    if of_no_state(role or ""):  # "opposition leader"
        return name
    heads = [noun for noun in nouns if noun in source_nouns()] or _head_of(role or "")
    known = {noun: source_nouns()[noun] for noun in heads}
    serving = (told for noun, told in known.items() if noun not in OWN_VOICE)
    serves = any(told.sphere in ("state", "place") or told.kind == "police" for told in serving)
    if serves or not (COUNSEL | _OF_BODIES).isdisjoint(known):
        return None
    if body is not None and body.islower() and any(told.sphere == "any" for told in known.values()):
        return None
    return name if known or role or " " in name else None


def _head_of(role: str) -> frozenset[str]:
    """The noun that heads a role told without one: "minister" of "culture minister"; none of a former role."""
    head = re.split(r" (?:of|for|in|at|on|to) ", role)[0].split()[-1:]
    return frozenset() if role.startswith(("former", "retired")) else frozenset(head) & source_nouns().keys()


def is_any(noun: str | None) -> bool:
    """Whether a role may serve anybody: "a manager of Ruritania" serves no state unless a body of it is told."""
    known = source_nouns().get(noun or "")
    return known is not None and known.sphere == "any"


def is_local(noun: str | None) -> bool:
    """Whether a role is a city's or a province's: mayor, governor."""
    known = source_nouns().get(noun or "")
    return known is not None and known.sphere == "place"


def place_of(owner: Form | None, before: str | None, after: Sequence[Token]) -> str | None:
    """Whom a mayor or governor speaks for: the city or province told `before` the role, else `after` it ("of Zenda").

    Never the state it is in: of "a Danish mayor" the city is not told.
    """
    if owner is not None:
        place = {FormKind.CAPITAL: before, FormKind.REGION: owner.party}.get(owner.kind)
    else:
        place = before if before and before[:1].isupper() else None
    if place is not None or not after or after[0].lower_ != "of":
        return place
    end = next((k for k, t in enumerate(after) if k and not t.text[:1].isupper()), len(after))
    return "".join(t.text_with_ws for t in after[1:end]).strip() or None


_OF_MEMBERS = frozenset({"alliance", "association", "federation", "guild", "league", "society", "union"})  # no state's
# Bodies that only a state has; what a town, a firm or a province may have as well is left out.
_OF_STATES = frozenset(
    """
    army authorities cabinet government junta military ministries ministry navy presidency regime treasury
    """.split()  # noqa: SIM905 - one line of words reads better
)


_STATE_TASK = re.compile(  # what states have, in small letters and without a name
    r"(?:civil (?:defen[cs]e|protection)|coast|border|disaster(?: management)?|emergency(?: management)?|geological"
    r"|meteorological|public works|seismological|statistics|weather)"
    r" (?:agency|authority|guard|institute|ministry|office|service)"
)


def is_of_state(body: str) -> bool:
    """Whether a body told without a state is some state's: "ministry", "Foreign Ministry", "armed forces"."""
    words = body.lower().split()
    if _STATE_TASK.fullmatch(body):
        return True
    return (
        bool(words)
        and is_generic(body)
        and (words[-1] in _OF_STATES or words[0] in ("ministry", "state") or words[-1] == "forces")
    )


def are_followers(body: str) -> bool:
    """Whether a name is that of all who hold with a movement: "Liberals", of "the Liberals’ spokesman"."""
    noun = source_nouns().get(body.lower())
    return noun is not None and noun.plural and noun.sphere == "self" and body.istitle()


def is_generic(body: str) -> bool:
    """Whether many states have a body of that name: "Foreign Ministry", "Council of Ministers"."""
    known = source_nouns()
    words = [word for word in re.findall(r"[\w-]+", body.lower()) if word not in ("of", "the", "for", "and", "on")]
    if len(words) > 1 and words[-1] in _OF_MEMBERS:
        return False
    return all(word in _PORTFOLIOS or word in known for word in words)


def is_walk_of_life(noun: Noun) -> bool:
    """Whether a noun for one person tells no office, so that a body may bear it as a name: "Clear Witness"."""
    return noun.sort == "person" and noun.sphere == "self" and not noun.plural
