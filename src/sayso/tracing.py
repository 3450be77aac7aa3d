"""Copies in a ledger: traced as a whole, or, where only pages came in, by what these come near.

The outcome is the same. What tracing leaves behind is kept beside the ledger from KEPT articles on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np

from sayso.copies import trace
from sayso.copies.growing import grow
from sayso.copies.kernels import Counts, Hashes
from sayso.copies.pile import Pair, Place, place_of
from sayso.copies.postings import cut_short
from sayso.copies.rewrites import NO_ODDS
from sayso.copies.standing import NO_HASHES, Grown, Held, Standing
from sayso.copies.tracing import trace_all
from sayso.errors import LedgerUnusable
from sayso.ledger.deriving import DERIVATION
from sayso.ledger.standing import VERSION, StandingFile, Table, Written, signed, standing_path
from sayso.records import Article, Change, CopyLink, Family, Traced

T = TypeVar("T")

KEPT = 2000  # articles; fewer are traced whole in two seconds
GROWN = 0.005  # of the pile: what comes in at once, past which the whole is traced in less time

Keys = Mapping[str, int]  # of the rows that hold the articles, by article id


def trace_again(ledger: Path, articles: Sequence[Article], keys: Keys, ruled: str) -> Traced:
    """The copies among all articles of a ledger. `ruled`: what rulings altered in them, in any words.

    Writes the file beside the ledger; where that cannot be written, the whole is traced. Raises LedgerUnusable only
    for a fault that is the ledger's own.
    """
    path = standing_path(ledger)
    if len(articles) < KEPT:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return trace(articles)
    with suppress(LedgerUnusable), StandingFile(path) as file:
        added = _added(file, keys, ruled)
        if added is not None and len(added) <= GROWN * len(articles):
            return _add(file, articles, added, keys)
    return _trace_whole(path, articles, keys, ruled)


def _trace_whole(path: Path, articles: Sequence[Article], keys: Keys, ruled: str) -> Traced:
    found = trace_all(articles)
    with suppress(LedgerUnusable, OSError):
        path.unlink(missing_ok=True)
        with StandingFile(path) as file:
            keep(file, found, keys, {"version": _version(), "ruled": ruled})
    return found.traced


def _added(file: StandingFile, keys: Keys, ruled: str) -> set[str] | None:
    """The articles that the file does not know; None: it is of another state, from which nothing leads to this one."""
    if (file.about("version"), file.about("ruled")) != (_version(), ruled):
        return None
    known = dict(file.rows("SELECT article_id, article_key FROM articles"))
    return keys.keys() - known.keys() if known.items() <= keys.items() else None


def _version() -> str:
    return f"{VERSION}, derivation {DERIVATION}"


def _add(file: StandingFile, articles: Sequence[Article], added: set[str], keys: Keys) -> Traced:
    if added:
        by_id = {article.article_id: article for article in articles}
        keep(file, grow(standing_of(file, by_id), [by_id[one] for one in sorted(added)]), keys, {})
    return traced_of(file)


def standing_of(file: StandingFile, articles: Mapping[str, Article]) -> Standing:
    """What was kept, as `copies` asks for it."""
    kept = _Kept(file, articles)
    ((size,),) = file.rows("SELECT count(*) FROM articles")
    return Standing(
        size=size,
        told=int(file.about("told") or 0),
        shingles=lambda hashes: file.packed("shingles", hashes),
        words=lambda words: file.packed("words", np.unique(cut_short(words))),
        boilerplate=kept.boilerplate,
        texts=kept.texts,
        near=lambda numbers: {(one, other) for one, other in kept.touching("near", "one, other", numbers)},
        retold=kept.retold,
        held=kept.held,
        places=kept.places,
        articles=kept.articles,
    )


class _Kept:
    """The questions that take more than one line."""

    def __init__(self, file: StandingFile, articles: Mapping[str, Article]) -> None:
        self._file = file
        self._articles = articles

    def boilerplate(self, shingles: Hashes) -> Hashes:
        sql = "SELECT shingle FROM boilerplate WHERE shingle IN (SELECT value FROM json_each(?)) ORDER BY shingle"
        return np.array([one for (one,) in self._file.rows_of(sql, shingles.tolist())], dtype=np.uint64)

    def texts(self, words: Hashes) -> Counts:
        asked = [signed(word) for word in words.tolist()]
        sql = "SELECT word, count FROM texts WHERE word IN (SELECT value FROM json_each(?))"
        found = dict(self._file.rows_of(sql, asked))
        return np.array([found.get(word, 0) for word in asked], dtype=np.int64)

    def touching(self, table: Table, columns: str, numbers: Iterable[int]) -> list[tuple[Any, ...]]:
        some = list(numbers)
        sql = f"SELECT {columns} FROM {table} WHERE {{}} IN (SELECT value FROM json_each(?))"
        return [row for side in ("one", "other") for row in self._file.rows_of(sql.format(side), some)]

    def retold(self, numbers: Iterable[int] | None) -> dict[Pair, float]:
        columns = "one, other, odds"
        rows = (
            self._file.rows(f"SELECT {columns} FROM retold")
            if numbers is None
            else self.touching("retold", columns, numbers)
        )
        return {(one, other): NO_ODDS if odds is None else odds for one, other, odds in rows}

    def held(self, numbers: Iterable[int]) -> dict[int, Held]:
        sql = "SELECT number, fingerprint, words FROM held WHERE number IN (SELECT value FROM json_each(?))"
        return {
            number: Held(_hashes(fingerprint), None if words is None else _hashes(words))
            for number, fingerprint, words in self._file.rows_of(sql, numbers)
        }

    def places(self, numbers: Iterable[int]) -> dict[int, Place]:
        sql = (
            "SELECT number, day, sign, length, article_id FROM articles "
            "WHERE number IN (SELECT value FROM json_each(?))"
        )
        return {row[0]: (row[1], row[2], row[3], row[4]) for row in self._file.rows_of(sql, numbers)}

    def articles(self, numbers: Iterable[int]) -> dict[int, Article]:
        sql = "SELECT number, article_id FROM articles WHERE number IN (SELECT value FROM json_each(?))"
        return {number: self._articles[article_id] for number, article_id in self._file.rows_of(sql, numbers)}


def _hashes(packed: bytes) -> Hashes:
    return np.frombuffer(packed, dtype=np.uint64)


def keep(file: StandingFile, found: Grown, keys: Keys, about: Mapping[str, str]) -> None:
    """Let the file hold what a pile gained and lost."""
    ((size,),) = file.rows("SELECT count(*) FROM articles")
    fresh = (
        (number, article.article_id, keys[article.article_id], *place_of(article)[:3])
        for number, article in enumerate(found.articles, start=size)
    )
    held = (
        (number, one.fingerprint.tobytes(), None if one.words is None else one.words.tobytes())
        for number, one in found.held.items()
    )
    odds = ((*pair, None if odds == NO_ODDS else odds) for pair, odds in found.retold.items())
    file.write(
        {**about, "told": str(found.told)},
        (
            Written("articles", (), fresh),
            Written("held", (), held),
            Written("texts", (), ((signed(word), count) for word, count in found.texts.items())),
            Written("boilerplate", _single(found.boilerplate_gone.tolist()), _single(found.boilerplate.tolist())),
            Written("near", list(found.near_gone), found.near),
            Written("retold", list(found.retold_gone), odds),
            Written("traced", _single(found.again), _traced_rows(found.traced)),
        ),
        {"shingles": (NO_HASHES, found.shingles), "words": (found.words_gone, found.words)},
    )


def _single(values: Iterable[object]) -> list[tuple[object]]:
    return [(value,) for value in values]


def _traced_rows(traced: Traced) -> Iterator[tuple[str, bytes | None, bytes | None, bytes | None]]:
    """A row for each copy and each origin of a family."""
    links = {link.copy_id: link for link in traced.links}
    families = {family.origin_id: family for family in traced.families}
    changes: dict[str, list[Change]] = {}
    for change in traced.changes:
        changes.setdefault(change.copy_id, []).append(change)
    pack = msgspec.msgpack.encode
    for article_id in sorted(links.keys() | families.keys()):
        link, altered, family = links.get(article_id), changes.get(article_id), families.get(article_id)
        yield (
            article_id,
            pack(link) if link else None,
            pack(altered) if altered else None,
            pack(family) if family else None,
        )


def traced_of(file: StandingFile) -> Traced:
    """All copies that the file tells of, as `trace` would give them."""
    return Traced(
        tuple(_unpacked(file, "link", CopyLink)),
        tuple(_unpacked(file, "family", Family)),
        tuple(change for some in _unpacked(file, "changes", list[Change]) for change in some),
    )


def _unpacked(file: StandingFile, column: str, kind: type[T]) -> Iterator[T]:
    unpack = msgspec.msgpack.Decoder(kind).decode
    rows = file.rows(f"SELECT {column} FROM traced WHERE {column} IS NOT NULL ORDER BY article_id")
    return (unpack(packed) for (packed,) in rows)
