"""Invented articles for benches: seeded, so the same count gives the same pile; three in ten copy an earlier one."""

from __future__ import annotations

import random
from collections.abc import Iterator

COPIES = 0.3
_GIVEN = [
    "Ada",
    "Bo",
    "Cyra",
    "Dov",
    "Esk",
    "Fenn",
    "Gil",
    "Hale",
    "Ines",
    "Jora",
    "Kell",
    "Lune",
    "Mirel",
    "Nadia",
    "Orrin",
    "Pell",
    "Quill",
    "Rhea",
    "Sten",
    "Tova",
]
_FAMILY = [
    "Roe",
    "Sund",
    "Valk",
    "Oskander",
    "Dunmar",
    "Halvane",
    "Kessar",
    "Tarrow",
    "Wend",
    "Ilmar",
    "Brask",
    "Corvane",
    "Drell",
    "Estrin",
    "Farrow",
]
_STATES = ["Norland", "Sudria", "Velmara", "Lethoria", "Brennmark", "Karvesh", "Ostrand", "Pelloria"]
_OFFICES = [
    "minister",
    "spokesman",
    "mayor",
    "general",
    "governor",
    "inspector",
    "professor",
    "farmer",
    "engineer",
    "driver",
]
_THINGS = [
    "dam",
    "sluice",
    "bridge",
    "gate",
    "convoy",
    "tunnel",
    "depot",
    "pipeline",
    "harbour",
    "turbine",
    "mine",
    "cable",
]
_DEEDS = ["opened", "closed", "damaged", "sold", "moved", "guarded", "flooded", "rebuilt", "inspected", "abandoned"]
_OUTLETS = ["Lim Weekly", "Lowbank Herald", "Karvesh Post", "Far Bank News", "The Quay", "Sluice and River"]
_MONTHS = ("March", "May", "June")
_PLACES = ["Lowbank", "Karvesh", "Dunmarrow", "Estholm", "Varrow", "Tollen", "Brask", "Ilmarsund"]


def articles(count: int, seed: int = 1, paragraphs: tuple[int, int] = (4, 7)) -> Iterator[dict[str, str]]:
    """`count` records with url, title, text, date and outlet, like those of a scraper."""
    pick = random.Random(seed)
    kept: list[dict[str, str]] = []  # origins that may be copied; a bounded number, so memory does not grow
    for number in range(count):
        copied = kept and pick.random() < COPIES
        made = _copy(pick, number, pick.choice(kept)) if copied else _story(pick, number, paragraphs)
        if not copied:
            kept.append(made)
            if len(kept) > 500:
                kept.pop(pick.randrange(len(kept)))
        yield made


def _story(pick: random.Random, number: int, length: tuple[int, int]) -> dict[str, str]:
    thing, state, place = pick.choice(_THINGS), pick.choice(_STATES), pick.choice(_PLACES)
    deed = pick.choice(_DEEDS)
    paragraphs = [_paragraph(pick, thing, state, place, deed, number) for _ in range(pick.randint(*length))]
    title = f"{state} denies that it {deed} {place} {thing} {number}"
    return _record(pick, number, title, f"{place.upper()} — " + "\n\n".join(paragraphs))


def _paragraph(pick: random.Random, thing: str, state: str, place: str, deed: str, number: int) -> str:
    def name() -> str:
        return f"{pick.choice(_GIVEN)} {pick.choice(_FAMILY)}"

    by, of = f"{pick.choice(_OFFICES)} of {state}", pick.choice(_STATES)
    elsewhere, office = pick.choice(_PLACES), pick.choice(_OFFICES)
    lines = [
        f"“We never {deed} the {thing} near {place}, and lot {number} proves it,” said {name()}, {by}.",
        f"{of} accused {state} of having {deed} {pick.randint(2, 90)} {thing}s since {pick.choice(_MONTHS)}.",
        f"According to {name()}, a {office} in {elsewhere}, the {thing} was {deed} on {pick.randint(1, 28)} May.",
        f"{name()} declined to comment on report {pick.randint(100, 9999)} about the {thing} at {elsewhere}.",
        f"The {office} told {pick.choice(_OUTLETS)} that {pick.randint(3, 400)} people had left {place} by evening.",
        f"Witnesses in {place} described {office}s who {deed} a {thing} in {pick.randint(2, 30)} hours of rain.",
    ]
    pick.shuffle(lines)
    return " ".join(lines[: pick.randint(2, 4)])


def _copy(pick: random.Random, number: int, origin: dict[str, str]) -> dict[str, str]:
    """A reprint that lost a paragraph, under another outlet's name."""
    paragraphs = origin["text"].split("\n\n")
    if len(paragraphs) > 2:
        paragraphs.pop(pick.randrange(1, len(paragraphs)))
    return _record(pick, number, origin["title"], "\n\n".join(paragraphs))


def _record(pick: random.Random, number: int, title: str, text: str) -> dict[str, str]:
    outlet = pick.choice(_OUTLETS)
    day = f"2031-{pick.randint(3, 9):02d}-{pick.randint(1, 28):02d}"
    url = f"https://{outlet.lower().replace(' ', '')}.example/{number}"
    return {"url": url, "title": title, "text": text, "date": day, "outlet": outlet}
