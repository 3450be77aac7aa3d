"""The name of a body in the words of a source: "Ministry of War" of "Ruritania’s Ministry of War in Zenda"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.parties import Form, FormKind, Noun, look_up, source_nouns, split_owner
from sayso.statements.naming.offices import BODIES, CLITIC, LOOSE, PREPOSITIONS, join
from sayso.statements.naming.serving import is_generic
from sayso.statements.parsed import Token

_LINKS = frozenset({"of", "for", "on"})  # go on with a name: "Friends *of* the River", "Front *for* Unity"


def noun_at(words: Sequence[Token], at: int) -> Noun | None:
    """The table's entry for the head of a source; none for "Post" in "the Zenda Post", which is no post."""
    noun = source_nouns().get(words[at].lower_)
    named = at > 0 and words[at].text[:1].isupper() and words[at - 1].text[:1].isupper()
    return None if noun is not None and noun.sort == "document" and named else noun


def form_in(words: Sequence[Token]) -> Form | None:
    """The known body a name ends with, or the known media within it: "the state Zenda news agency"."""
    size = len(words)
    for low in range(1, size):
        form = look_up(join(words[low:]))
        if form is not None and form.kind in BODIES:
            return form
    runs = ((low, high) for low in range(size) for high in range(size - 1, low, -1) if words[low].text[:1].isupper())
    forms = (look_up(join(words[low:high])) for low, high in runs)
    return next((form for form in forms if form is not None and form.kind is FormKind.MEDIA), None)


def name_end(words: Sequence[Token], cut: int) -> int:
    """Where a body's name ends: "Ministry of Foreign Affairs", "Bank of Japan", "Friends for Human Rights".

    `cut` is where the first prepositional phrase begins. A state's name goes on with the name of no whole body:
    "Foreign Ministry *of Ruritania*".
    """
    end = cut
    while end < len(words) - 1 and words[cut - 1].text[:1].isupper() and words[end].lower_ in _LINKS:
        after = end + 1 + (words[end + 1].lower_ == "the")
        last = after
        while last < len(words) and (words[last].text[:1].isupper() or words[last].lower_ == "and"):
            last += 1
        if last > after and words[last - 1].ent_type_ == "DATE":
            break
        place = look_up(join(words[after:last]))
        whole = cut > 1 and words[cut - 2].text[:1].isupper()
        if last == after or (place is not None and (end > cut or whole)):
            break
        end = last
    return end


def body_name(words: Sequence[Token]) -> str | None:
    """The name of a body: its capitalised words without the owner; with the owner where it is all in small letters
    ("Ruritanian army"); null where no such body stands.
    """
    words = _from_capital(_without_kind(words))
    text = CLITIC.sub("", join(words))
    owner, rest = split_owner(text)
    noun = source_nouns().get(words[-1].lower_)
    body = noun is not None and noun.sort == "body"
    if owner is None or not rest or owner.kind in BODIES:
        return text if (owner is not None and not rest) or _names_something(words) else None
    if any(word[:1].isupper() for word in rest.split()):
        whole = rest.split()[0] in PREPOSITIONS or (" " not in rest and not body)  # "Zenda for Peace", "Zenda Post"
        own = owner.kind is FormKind.DEMONYM and body and rest.istitle() and not is_generic(rest)
        return text if whole or (own and noun is not None and noun.sphere == "any") else rest
    return text if noun is not None and body and noun.sphere == "state" else None


_NO_NAMES = frozenset({"CC", "CD", "DT", "EX", "IN", "JJ", "NN", "NNS", "PDT", "PRP", "PRP$", "RB", "WDT", "WP", "WRB"})


def _names_something(words: Sequence[Token]) -> bool:
    """Whether capitals among the words are a name's: not those of a sentence's first word alone ("Large banners"),
    nor of whoever others belong to ("Roe’s allies", "Roe supporters").
    """
    last, rest = words[-1], [w for w in words if w.lower_ not in LOOSE]
    body = source_nouns().get(last.lower_)
    if not any(w.text[:1].isupper() for w in rest):
        return False
    if last.text[:1].isupper():
        common = last.tag_ == "NNS" or (last.is_sent_start and last.tag_ in _NO_NAMES)  # a name may be tagged a verb
        return last.text.isupper() or not common
    if body is not None and body.sort == "body":
        named = (w for w in rest if w.text[:1].isupper())
        return not body.plural and any(not w.is_sent_start or w.pos_ == "PROPN" for w in named)
    return last.pos_ in ("PROPN", "X")  # "Front pour la Paix verte"


def _from_capital(words: Sequence[Token]) -> Sequence[Token]:
    """ "Civic Union" of "opposition Civic Union": what stands before a name in small letters is no part of it."""
    first = next((k for k, w in enumerate(words) if w.text[:1].isupper() and not w.is_sent_start), len(words))
    plain = all(w.text.islower() and w.is_alpha for w in words[:first])
    return words[first:] if plain and words[first:] and words[-1].text[:1].isupper() else words


def _without_kind(words: Sequence[Token]) -> Sequence[Token]:
    """ "Norden Lines" of "Danish shipping company Norden Lines": the name that stands beside a noun for a body."""
    nouns = source_nouns()
    for k in range(len(words) - 2, -1, -1):
        small = words[k].text.islower() or (words[k].is_sent_start and not words[k].ent_type_)
        noun = nouns.get(words[k].lower_)
        if small and noun is not None and noun.sort == "body":
            rest = words[k + 1 :]
            rest = rest[1:] if rest[0].lower_ == "the" and len(rest) > 1 else rest
            return rest if rest[0].text[:1].isupper() and rest[-1].text[:1].isupper() else words
    return words
