"""Records made by hand, for tests of what comes after the stages: an invented dispute, spans by searching words."""

from __future__ import annotations

import hashlib
import random
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from sayso.records import (
    UNDATED,
    Act,
    Article,
    Basis,
    Block,
    BlockKind,
    Change,
    ChangeKind,
    Claim,
    CopyLink,
    Dated,
    Direction,
    Family,
    Flag,
    Identified,
    Inferred,
    Known,
    KnownList,
    Mode,
    Owned,
    Page,
    Person,
    Position,
    Proposition,
    Reading,
    Reason,
    Rejected,
    Related,
    Relation,
    Span,
    Speaker,
    Spoken,
    Stance,
    Statement,
    Teaser,
    Timed,
    Timex,
    TimexType,
    Traced,
    make_id,
)

PILE = Path(__file__).parents[1] / "examples/pile"
# Seven pages of the sample: text, HTML and JSON lines, with a family of copies among them.
FEW = ("text/plainword-news.txt", "standard/fairy-tales.html", "text/lowbank-herald-night-shift.txt", "scraped.jsonl")
SHIFT = 10  # in these pages the text begins ten characters into the page


def page(body: str, path: str = "pile/a.txt", media_type: str = "text/plain") -> Page:
    """A page that is known by its words."""
    packed = body.encode()
    sha256 = hashlib.sha256(packed).hexdigest()
    return Page(make_id("pg", sha256, media_type), None, path, sha256, len(packed), media_type, None, b"")


def long_text(paragraphs: int) -> str:
    """An article that takes a hundredth of a second a paragraph to read, and more: none tells what another does."""
    draw = random.Random(1)
    things = ("river", "gate", "quay", "bank", "bridge", "council", "engineer", "letter", "boat", "field", "road")
    deeds = ("opened", "closed", "crossed", "watched", "repaired", "sold", "drained", "painted", "moved", "counted")

    def told() -> str:
        return f"the {draw.choice(things)} {draw.choice(deeds)} the {draw.choice(things)}"

    return "\n\n".join(
        f"On that day {told()} when {told()}. “Then {told()} and {told()},” said the {draw.choice(things)} master."
        for _ in range(paragraphs)
    )


def article(of: Page, text: str, ordinal: int = 0, **more: Any) -> Article:
    """An article of the page; for plain text it stands `SHIFT` characters into it."""
    plain = of.media_type == "text/plain"
    fields: dict[str, Any] = {
        "article_id": make_id("ar", of.page_id, ordinal),
        "page_id": of.page_id,
        "ordinal": ordinal,
        "title": f"Story {ordinal}",
        "byline": None,
        "outlet": "The Quarrel Post",
        "agency": None,
        "dateline": None,
        "language": "en",
        "published": Dated("2031-05-02", "2031-05-02", "2031-05-02", Basis.HEADER, "May 2, 2031"),
        "text": text,
        "blocks": (Block(BlockKind.PARAGRAPH, Span(0, len(text)), None),),
        "teasers": (),
        "times": (),
        "offsets": ((0, SHIFT, len(text)),) if plain else (),
        "page_span": Span(0, SHIFT + len(text)) if plain else None,
    }
    return Article(**{**fields, **more})


def span(text: str, words: str) -> Span:
    """Where the words stand first."""
    start = text.index(words)
    return Span(start, start + len(words))


def statement(of: Article, source: str, cue: str, content: str, **more: Any) -> Statement:
    """A statement of the article by the words of its spans."""
    spans = tuple((span(of.text, words),) if words else () for words in (source, cue, content))
    fields: dict[str, Any] = {
        "statement_id": make_id("st", of.article_id, *((s[0].start, s[0].end) if s else None for s in spans)),
        "article_id": of.article_id,
        "source": spans[0],
        "cue": spans[1],
        "content": spans[2],
        "mode": Mode.INDIRECT,
        "act": Act.ASSERT,
        "negated": False,
        "speaker": Speaker(name=source or None, description=source or None, party=source or None, named=bool(source)),
        "via": (),
        "said_on": UNDATED,
        "proposition": Proposition((), (), (), False, False, True),
        "score": 0.5,
        "why": "made by hand",
        "method": "hand",
    }
    return Statement(**{**fields, **more})


def reading(
    of: Page, articles: tuple[Article, ...] = (), statements: tuple[Statement, ...] = (), **more: Any
) -> Reading:
    """All that the page gave."""
    return Reading(**{"page": of, "articles": articles, "statements": statements, "rejected": (), **more})


# ------------------------------------------------------------------ an invented dispute: did Norland dam the Lim?

FIRST = (
    'Norland dammed the Lim in April 2031, Sudria said on May 2, 2031. "We built nothing," Norland\'s Ada Roe said.\n\n'
    "A spokesman declined to say more."
)
COPIED = "Norland dammed the Lim in April 2031, Sudria said on May 2, 2031. Fishermen gathered in June 2031."
OTHER = "Sudria has proof of a dam on the Lim, its minister Bo Sund said. Norland rejects that."


ADA = Person("pe1-ada", "Ada Roe", True, ("A. Roe",), ("Norland",), (), "list-7", "")


def timex(text: str, words: str, iso: str, latest: str | None = None) -> Timex:
    """A date of the calendar, told in these words."""
    return Timex(span(text, words), TimexType.DATE, iso, iso, f"{iso}-01"[:10], latest or iso)


class Dispute(NamedTuple):
    """Readings of a small pile, and what follows from them."""

    readings: list[Reading]
    traced: Traced
    related: Related
    identified: Identified
    timed: Timed


def dispute() -> Dispute:
    """Three pages: an origin (plain text), a copy of its first sentence (plain text), and another report (HTML)."""
    origin_page, copy_page = page("origin", "pile/origin.txt"), page("copy", "pile/copy.txt")
    other_page = page("other", "pile/other.html", "text/html")
    april, may, june = (
        ("April 2031", "2031-04", "2031-04-30"),
        ("May 2, 2031", "2031-05-02"),
        ("June 2031", "2031-06", "2031-06-30"),
    )
    origin = article(origin_page, FIRST, times=(timex(FIRST, *april), timex(FIRST, *may)))
    copy = article(copy_page, COPIED, times=tuple(timex(COPIED, *date) for date in (april, may, june)))
    other = article(
        other_page, OTHER, outlet=None, published=UNDATED, teasers=(Teaser("Bridge opens", "Bridge opens", None),)
    )
    sudria, norland = Speaker(description="Sudria", party="Sudria"), Speaker("Ada Roe", "Ada Roe", party="Norland")
    dam = "Norland dammed the Lim in April 2031"
    said = [
        statement(origin, "Sudria", "said", dam, speaker=sudria, act=Act.ACCUSE),
        statement(origin, "Ada Roe", "said.", "We built nothing,", speaker=norland, act=Act.DENY, mode=Mode.DIRECT),
        statement(origin, "A spokesman", "declined", "to say more", speaker=Speaker(description="A spokesman")),
        statement(copy, "Sudria", "said", dam, speaker=sudria, act=Act.ACCUSE),
        statement(other, "Bo Sund", "said", "Sudria has proof of a dam on the Lim", speaker=sudria),
    ]
    rejected = Rejected(copy_page.page_id, copy_page.path, "articles", Reason.TOO_SHORT, "a second story: 3 words")
    flag = Flag("anachronism", other.article_id, (span(OTHER, "a dam"),), "a dam is older")
    readings = [
        reading(origin_page, (origin,), tuple(said[2::-1])),  # no order of a reader's is relied on
        reading(copy_page, (copy,), (said[3],), rejected=(rejected,)),
        reading(other_page, (other,), (said[4],), flags=(flag,)),
    ]
    pair = (Span(0, 65), Span(0, 65))
    link = CopyLink(
        copy.article_id, origin.article_id, Relation.EXCERPT, 0.75, Direction.EARLIER, (pair,), "same words"
    )
    ids = tuple(sorted((copy.article_id, origin.article_id)))
    family = Family(make_id("fa", ids), origin.article_id, ids, "one link")
    change = Change(
        copy.article_id, origin.article_id, ChangeKind.OMISSION, "We built nothing", "", span(FIRST, "We built"), None
    )
    spoken = (Spoken(said[1].statement_id, ADA.person_id, ""),)
    until = Dated(None, None, "2031-06-30", Basis.CONTEXT, why="the page was fetched on 2031-06-30")
    timed = Timed((Inferred(other.article_id, until, other.times),), ())
    traced, identified = Traced((link,), (family,), (change,)), Identified((ADA,), spoken)
    return Dispute(readings, traced, _claims(said, origin), identified, timed)


OWNED = Owned("Lind Mail", "Roe Press")


def known_list(*known: Known) -> KnownList:
    """A list of known people as `sayso.known` packs it."""
    packed = msgspec.msgpack.encode(known)
    return KnownList(make_id("kn", packed), "people.csv", len(known), (zlib.compress(packed),))


def _claims(said: list[Statement], origin: Article) -> Related:
    accusing = tuple(sorted(said[at].statement_id for at in (0, 3, 4)))
    claim = Claim(
        "cl1-dam", "Norland dammed the Lim", said[0].statement_id, tuple(sorted((*accusing, said[1].statement_id)))
    )
    quiet = Claim("cl1-quiet", "to say more", said[2].statement_id, (said[2].statement_id,))
    held = (
        ("po1-a", claim, "Sudria", None, Stance.ASSERTS, accusing, 3, 2),
        ("po1-b", claim, "Norland", "Ada Roe", Stance.DENIES, (said[1].statement_id,), 1, 1),
        ("po1-c", quiet, None, "A spokesman", Stance.DECLINES, (said[2].statement_id,), 1, 1),
    )
    positions = tuple(
        Position(key, on.claim_id, party, speaker, stance, UNDATED, ids, articles, origins, party == "Norland", "told")
        for key, on, party, speaker, stance, ids, articles, origins in held
    )
    flag = Flag("reversal", origin.article_id, (), "said otherwise before")
    return Related((claim, quiet), positions, (flag,))
