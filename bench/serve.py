"""How quick the workspace is over a large ledger: twenty readers and one writer at once.

    python bench/serve.py make --articles 100000 --statements 1000000 --out big.db
    python bench/serve.py load --ledger big.db --readers 20 --seconds 60
    python bench/serve.py alone --ledger big.db --asked 20

`make` writes an invented ledger through the ledger's own functions, the same for the same seed. `load` starts
`sayso serve` on it, reads pages of every kind as people do (a second of thought between two pages on average; 0 with
--thought 0), while a writer appends pages as an ingest would, and prints what each kind of page took. `alone` asks page
after page, and tells the CPU time that the server spent on each: a figure that others on the machine change little.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import multiprocessing
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path
from urllib.parse import quote

import psutil

from sayso.ledger import Derived, RunInfo, open_ledger
from sayso.ledger.lists import has_lists, open_listed
from sayso.ledger.queries import listed
from sayso.records import (
    Act,
    Article,
    Basis,
    Block,
    BlockKind,
    Claim,
    CopyLink,
    Dated,
    Direction,
    Family,
    Flag,
    Identified,
    Mode,
    Page,
    Person,
    Position,
    Proposition,
    Reading,
    Related,
    Relation,
    Span,
    Speaker,
    Spoken,
    Stance,
    Statement,
    Timex,
    TimexType,
    Traced,
    make_id,
)

SEED = 8
PARTIES, PEOPLE, OUTLETS, WORDS = 60, 4000, 300, 6000
COPIES = 0.25  # of the articles, as in a pile of wire reports
CLAIMED = 0.6  # of the statements are on a claim
STOP_SECONDS = 30  # what the server gets to stop: it needs one or two
BATCH = 500  # pages a transaction
RUN = RunInfo("bench", "bench", "{}", "2031-01-01T00:00:00+00:00", ())
STANCES = {
    Act.ASSERT: Stance.ASSERTS,
    Act.DENY: Stance.DENIES,
    Act.CONFIRM: Stance.CONFIRMS,
    Act.SUGGEST: Stance.SUGGESTS,
}


class Maker:
    """Draws invented articles and statements; one seed, one pile."""

    def __init__(self, articles: int, statements: int) -> None:
        self.draw = random.Random(SEED)
        self.articles, self.each = articles, max(1, round(statements / articles))
        self.words = [_word(self.draw) for _ in range(WORDS)]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))  # as Zipf has it
        self.parties = [_word(self.draw).capitalize() + "ia" for _ in range(PARTIES)]
        self.outlets = [f"The {_word(self.draw).capitalize()} Post" for _ in range(OUTLETS)]
        self.people = [self._person(number) for number in range(PEOPLE)]
        claims = max(1, round(statements * CLAIMED / 8))
        self.claim_ends = list(accumulate(1 / (rank + 10) ** 0.8 for rank in range(claims)))
        self.by_claim: dict[int, list[tuple[str, int, int, Stance]]] = defaultdict(list)
        self.spoken: list[Spoken] = []
        self.links: list[CopyLink] = []
        self.families: dict[str, list[str]] = {}

    def _person(self, number: int) -> Person:
        name = f"{_word(self.draw).capitalize()} {_word(self.draw).capitalize()}"
        party = self.parties[int(PARTIES * self.draw.random() ** 2)]
        return Person(f"pe1-{number:016x}", name, True, (), (party,), (), None, "")

    def readings(self) -> Iterator[Reading]:
        origin: tuple[Article, int] | None = None
        for number in range(self.articles):
            if origin and self.draw.random() < COPIES:
                reading = self._reading(number, origin)
            else:
                reading = self._reading(number, None)
                origin = (reading.articles[0], number)
            yield reading

    def _reading(self, number: int, origin: tuple[Article, int] | None) -> Reading:
        day = f"203{self.draw.randrange(1, 4)}-{self.draw.randrange(1, 13):02}-{self.draw.randrange(1, 29):02}"
        page = _page(number)
        article_id = make_id("ar", page.page_id, 0)
        parts, statements, at = [], [], 0
        for _ in range(self.each):
            sentence, statement = self._statement(article_id, at, day)
            parts.append(sentence)
            statements.append(statement)
            at += len(sentence) + 1
        text = " ".join(parts)
        published = Dated(day, day, day, Basis.META, day)
        told = Timex(Span(0, 4), TimexType.DATE, day, day, day, day)
        title = " ".join(self._some(8)).capitalize()
        article = Article(
            article_id, page.page_id, 0, title, None, self.draw.choice(self.outlets), None, None, "en", published, text,
            (Block(BlockKind.PARAGRAPH, Span(0, len(text)), None),), (), (told,), (), None,
        )  # fmt: skip
        if origin:
            self._copied(article, origin[0])
        flags = (Flag("anachronism", article_id, (Span(0, 4),), "bench"),) if number % 50 == 0 else ()
        return Reading(page, (article,), tuple(statements), (), flags)

    def _statement(self, article_id: str, at: int, day: str) -> tuple[str, Statement]:
        number = int(PEOPLE * self.draw.random() ** 2)
        person = self.people[number]
        words = " ".join(self._some(self.draw.randrange(8, 22)))
        sentence = f"{person.name} said that {words}."
        source = Span(at, at + len(person.name))
        cue = Span(source.end + 1, source.end + 5)
        content = Span(cue.end + 1, at + len(sentence) - 1)
        act = self.draw.choices((Act.ASSERT, Act.DENY, Act.CONFIRM, Act.SUGGEST, Act.OTHER), (60, 15, 5, 10, 10))[0]
        statement_id = make_id("st", article_id, at)
        party = person.parties[0] if self.draw.random() < 0.8 else None
        said_on = Dated(day, day, day, Basis.CONTEXT, "said") if self.draw.random() < 0.9 else Dated()
        statement = Statement(
            statement_id, article_id, (source,), (cue,), (content,), Mode.INDIRECT, act, False,
            Speaker(person.name, person.name, party=party, named=True, person=True, id=person.person_id), (), said_on,
            Proposition((), (), (), False, False, True), round(0.45 + self.draw.random() * 0.55, 3), "bench", "bench",
        )  # fmt: skip
        self.spoken.append(Spoken(statement_id, person.person_id, ""))
        if act in STANCES and self.draw.random() < CLAIMED:
            (claim,) = self.draw.choices(range(len(self.claim_ends)), cum_weights=self.claim_ends)
            self.by_claim[claim].append((statement_id, self.parties.index(person.parties[0]), number, STANCES[act]))
        return sentence, statement

    def _some(self, count: int) -> list[str]:
        return self.draw.choices(self.words, cum_weights=self.weights, k=count)

    def _copied(self, copy: Article, origin: Article) -> None:
        length = min(len(copy.text), len(origin.text)) // 2
        pair = (Span(0, length), Span(0, length))
        link = CopyLink(copy.article_id, origin.article_id, Relation.EXCERPT, 0.5, Direction.EARLIER, (pair,), "bench")
        self.links.append(link)
        self.families.setdefault(origin.article_id, [origin.article_id]).append(copy.article_id)

    def derived(self) -> tuple[Traced, Related, Identified]:
        """What would follow from the pile."""
        claims, positions = [], []
        for number, said in self.by_claim.items():
            claim_id = f"cl1-{number:016x}"
            ids = tuple(sorted({one[0] for one in said}))
            claims.append(Claim(claim_id, " ".join(self._some(14)), ids[0], ids))
            held: dict[tuple[int, Stance], list[str]] = defaultdict(list)
            for statement_id, party, _, stance in said:
                held[party, stance].append(statement_id)
            for (party, stance), theirs in held.items():
                position_id = make_id("po", claim_id, party, stance)
                day = Dated("2031-05-02", "2031-05-02", "2031-05-02", Basis.CONTEXT, "said")
                positions.append(Position(
                    position_id, claim_id, self.parties[party], None, stance, day, tuple(sorted(theirs)), len(theirs),
                    len(theirs), False, "bench",
                ))  # fmt: skip
        families = [
            Family(make_id("fa", first), first, tuple(sorted(ids)), "bench") for first, ids in self.families.items()
        ]
        return (
            Traced(tuple(self.links), tuple(families)),
            Related(tuple(claims), tuple(positions), ()),
            Identified(tuple(self.people), tuple(self.spoken)),
        )


def _word(draw: random.Random) -> str:
    return "".join(draw.choice("bdfgklmnprstv") + draw.choice("aeiou") for _ in range(draw.randrange(2, 5)))


def _page(number: object) -> Page:
    digest = hashlib.sha256(f"page {number}".encode()).hexdigest()
    address = f"https://example.org/{digest[:8]}"
    return Page(make_id("pg", digest), address, f"pile/{number}.html", digest, 4000, "text/html", None, b"")


def make(out: Path, articles: int, statements: int) -> None:
    """Write the ledger."""
    maker, started = Maker(articles, statements), time.perf_counter()
    with open_ledger(out, create=True) as ledger:
        run_id = ledger.begin_run(RUN)
        readings, done = iter(maker.readings()), 0
        while batch := list(islice(readings, BATCH)):
            ledger.append(run_id, RUN.reader, batch)
            done += len(batch)
            if done % 10_000 == 0:
                print(f"{done} articles, {time.perf_counter() - started:.0f} s", flush=True)
        store(ledger, run_id, *maker.derived())
        ledger.finish_run(run_id, RUN.started_at, {})
    print(f"{out}: {out.stat().st_size / 1e9:.2f} GB, {time.perf_counter() - started:.0f} s")


def store(ledger, run_id, traced, related, identified) -> None:
    """Store what follows."""
    ledger.derive(run_id, Derived(traced, related, identified))


# ---------------------------------------------------------------- load


def addresses(path: Path, draw: random.Random) -> dict[str, list[str]]:
    """Addresses of every kind of page, of things that are there."""
    with open_listed(path) as ledger:
        claims = [c.claim_id for p in (1, 2, 50) for c in listed.claim_lines(ledger, p).items]
        articles = [a.article_id for p in (1, 100, 2000) for a in listed.article_lines(ledger, p).items]
        families = listed.family_lines(ledger).items
        people = [p.person_id for p in listed.person_lines(ledger).items]
        parties = [p.party for p in listed.party_lines(ledger).items]
        compared = []
        for line in families[:10]:
            outline = listed.family_outline(ledger, line.family_id)
            compared += [(m.links[0].copy_id, m.links[0].origin_id) for m in outline.members if m.links]
        words = [line.words.split() for line in listed.said_lines(ledger, listed.Filter(party=parties[0])).items]
    pair = [" ".join(draw.sample(some[1:], 2)) for some in words if len(some) > 3]
    return {
        "matter": ["/"],
        "claims": ["/claims", "/claims?page=2", "/claims?page=300", "/claims?contested=1"],
        "claim": [f"/claims/{of}" for of in claims],
        "articles": ["/articles", "/articles?page=1500"],
        "article": [f"/articles/{of}" for of in articles],
        "families": ["/families", "/families?page=100"],
        "family": [f"/families/{line.family_id}" for line in families],
        "compare": [f"/compare?copy={copy}&origin={origin}" for copy, origin in compared],
        "timeline": ["/timeline", "/timeline?since=2032-05&until=2032-05", "/timeline?told=1", "/timeline?undated=1"],
        "timeline of a party": [f"/timeline?party={quote(of)}" for of in parties],
        "parties": ["/parties"],
        "party": [f"/party?name={quote(of)}" for of in parties],
        "people": ["/people", "/people?page=20"],
        "person": [f"/people/{of}" for of in people if of],
        "search": [f"/search?q={quote(of)}" for of in pair],
        "search, one common word": [f"/search?q={some[-1]}" for some in words],
        "search, a phrase": [f"/search?q={quote(chr(34) + ' '.join(some[1:3]) + chr(34))}" for some in words],
        "search, narrowed": [f"/search?q={some[-1]}&party={quote(parties[5])}&stance=denies" for some in words],
        "search articles": [f"/search?kind=articles&q={quote(of)}" for of in pair],
        "queue": ["/queue", "/queue?kind=low-score", "/queue?kind=speaker"],
        "flags": ["/flags", "/flags?page=20"],
        "not read": ["/rejected"],
        "api": ["/api/claims", "/api/matter", "/api/statements?page=3", f"/api/claims/{claims[3]}"],
    }


def load(path: Path, readers: int, seconds: float, thought: float) -> None:
    """Read and write at once, and print what it took."""
    draw = random.Random(SEED)
    server, port = serving(path)
    kinds = addresses(path, draw)
    stop = multiprocessing.Event()
    writer = multiprocessing.Process(target=write, args=(path, stop))
    writer.start()
    taken: dict[str, list[float]] = defaultdict(list)
    largest: dict[str, int] = defaultdict(int)
    failed: list[str] = []
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=read, args=(port, kinds, until, thought, (taken, largest, failed), seed))
        for seed in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    writer.join()
    words = ended(server)
    _print(taken, largest)
    print(
        f"{len(failed)} failed {failed[:3]}; 'locked' told {words.count('locked')} times; writer left {writer.exitcode}"
    )


def serving(path: Path) -> tuple[subprocess.Popen[str], int]:
    """The server, and the port it listens at."""
    command = [str(Path(sys.executable).with_name("sayso")), "serve", "--ledger", str(path), "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    for line in server.stderr:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            port = int(found.group(1))
            break
    else:
        sys.exit("the server did not start")
    while not has_lists(path):  # pages wait for them: it is pages that are measured
        time.sleep(1)
    return server, port


def ended(server: subprocess.Popen[str]) -> str:
    """Stop the server; gives what it said. One that does not stop in time is ended, which is a fault to be told."""
    begun = time.monotonic()
    server.terminate()
    try:
        _, words = server.communicate(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        _, words = server.communicate()
        print(f"The server did not stop within {STOP_SECONDS} s.", file=sys.stderr)
    print(f"stopped in {time.monotonic() - begun:.1f} s", file=sys.stderr)
    return words


def alone(path: Path, asked: int) -> None:
    """One reader, page after page: what each kind took, and the CPU time of the server for it."""
    draw = random.Random(SEED)
    server, port = serving(path)
    process, connection = psutil.Process(server.pid), http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    print("| page | median ms | CPU ms, mean | largest kB |\n|---|---|---|---|")
    for kind, some in sorted(addresses(path, draw).items()):
        times, sizes, before = [], [], sum(process.cpu_times()[:2])
        for address in [draw.choice(some) for _ in range(asked)]:
            started = time.perf_counter()
            connection.request("GET", address)
            sizes.append(len(connection.getresponse().read()))
            times.append(time.perf_counter() - started)
        spent = (sum(process.cpu_times()[:2]) - before) / asked
        middle = sorted(times)[asked // 2]
        print(f"| {kind} | {middle * 1000:.0f} | {spent * 1000:.0f} | {max(sizes) / 1000:.0f} |", flush=True)
    ended(server)


def read(port: int, kinds, until: float, thought: float, found, seed: int) -> None:
    """One reader."""
    taken, largest, failed = found
    draw = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < until:
        kind = draw.choice(list(kinds))
        address = draw.choice(kinds[kind])
        started = time.perf_counter()
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            body = answer.read()
        except (http.client.HTTPException, OSError):  # an idle connection is closed after a while, as a browser's is
            connection.close()
            continue
        taken[kind].append(time.perf_counter() - started)
        largest[kind] = max(largest[kind], len(body))
        if answer.status != 200:
            failed.append(f"{answer.status} {address}")
        if thought:
            time.sleep(draw.expovariate(1 / thought))


def write(path: Path, stop) -> None:
    """One writer: 32 pages at a time, as an ingest does, twice a second."""
    maker = Maker(1000, 10_000)  # a small pile's claims: those of a large one are a list of gigabytes
    maker.draw.seed(time.time_ns())
    with open_ledger(path, create=True) as ledger:
        run_id = ledger.begin_run(RUN)
        number = time.time_ns()
        while not stop.is_set():
            ledger.append(run_id, RUN.reader, [maker._reading(number + at, None) for at in range(32)])
            number += 32
            stop.wait(0.5)


def _print(taken: dict[str, list[float]], largest: dict[str, int]) -> None:
    everything = sorted(one for times in taken.values() for one in times)
    print("| page | asked | median ms | p95 ms | largest kB |\n|---|---|---|---|---|")
    for kind, times in [*sorted(taken.items()), ("all", everything)]:
        ordered = sorted(times)
        middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        size = max(largest.values()) if kind == "all" else largest[kind]
        print(f"| {kind} | {len(ordered)} | {middle * 1000:.0f} | {late * 1000:.0f} | {size / 1000:.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    making = commands.add_parser("make")
    making.add_argument("--articles", type=int, default=100_000)
    making.add_argument("--statements", type=int, default=1_000_000)
    making.add_argument("--out", type=Path, required=True)
    loading = commands.add_parser("load")
    loading.add_argument("--ledger", type=Path, required=True)
    loading.add_argument("--readers", type=int, default=20)
    loading.add_argument("--seconds", type=float, default=60)
    loading.add_argument("--thought", type=float, default=1.0)
    asking = commands.add_parser("alone")
    asking.add_argument("--ledger", type=Path, required=True)
    asking.add_argument("--asked", type=int, default=20)
    told = parser.parse_args()
    if told.command == "make":
        make(told.out, told.articles, told.statements)
    elif told.command == "alone":
        alone(told.ledger, told.asked)
    else:
        load(told.ledger, told.readers, told.seconds, told.thought)


if __name__ == "__main__":
    main()
