"""`sayso watch` and `sayso serve` on one ledger, under load: no lock, no lost row, no alert told twice, memory flat.

    nice -n 10 python bench/together.py [--minutes 10] [--still 5] [--sites 30] [--readers 8] [--every 5s]

Invented sites on loopback publish a story every few seconds and edit some later. A watch follows their feeds; a server
shows the ledger to readers; a person rules from the command line every minute. In the end every story and every edit
that was published must stand in the ledger, and its checks must be clean. Memory is that of each command alone, and
with its reader processes, of which each is counted in full. A ledger that grows needs more; so for the last minutes
(`--still`) nothing new is published, and all else goes on: then memory must stay as it is.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import psutil

import invented
from sayso.ledger import open_ledger, queries
from serve import serving as served

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from fetching.sites import Answer, Web, feed, serving  # noqa: E402

SAYSO = str(Path(sys.executable).parent / "sayso")
PUBLISHED_EVERY = 4.0  # seconds
EDITED = 0.15  # of what is published edits a story that has been up for a while
UP = 60.0  # seconds a story is up before it is edited; one that nobody has asked for yet is not
PAGES = ("/", "/claims", "/articles", "/families", "/timeline", "/parties", "/people", "/flags", "/rejected", "/queue")
SAMPLED_EVERY, RULED_EVERY = 5.0, 60.0
PARTS = 10  # of the run, for which memory is told
LOCKED = ("locked", "another process is writing")
SETTINGS = '[fetching]\nnetworks = ["127.0.0.0/8"]\ndelay_seconds = 0.0\n'


class Press:
    """The sites: which stories each has, and what was published."""

    def __init__(self, web: Web, sites: int) -> None:
        self.web, self.pick = web, random.Random(8)
        self.stories = invented.articles(100_000, seed=8)
        self.sites = {f"127.0.1.{number}": dict[str, Answer | list[Answer]]() for number in range(1, sites + 1)}
        self.up: list[tuple[float, str, str, dict[str, str]]] = []  # since when, site, path, story; not yet edited
        self.versions: dict[str, set[str]] = {}  # address -> the bodies it had
        for site in self.sites:
            self._list(site)

    def publish(self) -> None:
        """A new story on one site, or another wording of one that is up."""
        seen = {(site, path) for site, path, status in list(self.web.asked) if status == 200}
        old = [one for one in self.up if time.monotonic() - one[0] > UP and one[1:3] in seen]
        if old and self.pick.random() < EDITED:
            one = self.pick.choice(old)
            self.up.remove(one)
            _, site, path, story = one
            story = story | {"text": story["text"] + "\n\nThe council met again at noon, and named a new inspector."}
        else:
            site, story = self.pick.choice(list(self.sites)), next(self.stories)
            path = f"/{len(self.versions)}"
            self.up.append((time.monotonic(), site, path, story))
        body = _page(story)
        self.sites[site][path] = Answer(body, etag=f'"{len(body)}-{path}"')
        self.versions.setdefault(f"{site}{path}", set()).add(body)
        self._list(site)

    def feeds(self) -> list[str]:
        return [f"http://{site}:{self.web.port}/feed" for site in self.sites]

    def _list(self, site: str) -> None:
        links = [f"http://{site}:{self.web.port}{path}" for path in self.sites[site] if path != "/feed"]
        self.web.site(site, {**self.sites[site], "/feed": Answer(feed(*links))})


def _page(story: dict[str, str]) -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in story["text"].split("\n\n"))
    head = f"<h1>{story['title']}</h1>"
    return (
        f"<html><head><title>{story['title']}</title></head><body><article>{head}{paragraphs}</article></body></html>"
    )


def memory(process: psutil.Process) -> tuple[float, float]:
    """MB of a process alone, and with those it started."""
    alone = process.memory_info().rss / 1e6
    whole = alone
    for child in process.children(recursive=True):
        try:
            whole += child.memory_info().rss / 1e6
        except psutil.NoSuchProcess:
            continue
    return alone, whole


def read(port: int, until: float, taken: list[float], failed: list[str], seed: int) -> None:
    """One reader, a second of thought between pages."""
    pick = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < until:
        address, begun = pick.choice(PAGES), time.perf_counter()
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
        except (http.client.HTTPException, OSError) as error:
            connection.close()
            if not isinstance(error, http.client.RemoteDisconnected):  # an idle connection is closed after a while
                failed.append(f"{type(error).__name__} {address}")
            continue
        taken.append(time.perf_counter() - begun)
        if answer.status != 200:
            failed.append(f"{answer.status} {address}")
        time.sleep(pick.expovariate(1))


def rule(ledger: Path, failed: list[str]) -> None:
    """A person's note on an article, from the command line."""
    told = subprocess.run(
        [SAYSO, "search", "gate", "-l", ledger, "--json"], capture_output=True, text=True, check=False
    )
    if found := told.stdout.splitlines():
        command = [SAYSO, "rule", "note", json.loads(found[0])["article_id"], f"seen {time.time()}", "-l", str(ledger)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode or not found:
        failed.append(f"rule: {told.stderr.strip()}")


def missing(press: Press, ledger: Path) -> list[str]:
    """What was published and stands in no row of the ledger. Pages alike to the byte are one, of several addresses."""
    with open_ledger(ledger) as opened:
        refused = {row.path for row in queries.rejected(opened)}
        paths = [path for page in queries.pages(opened) if refused.isdisjoint(page.paths) for path in page.paths]
    addresses = (path.partition("http://")[2].replace(f":{press.web.port}", "") for path in paths)
    found = Counter(addresses)
    return [f"{at}: {found[at]} of {len(v)}" for at, v in press.versions.items() if found[at] != len(v)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--still", type=float, default=5, help="of these, the last ones in which nothing is published")
    parser.add_argument("--sites", type=int, default=30)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--every", default="5s")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving() as web:
        print(*run(Path(folder), Press(web, options.sites), options), sep="\n", flush=True)


def run(folder: Path, press: Press, options: argparse.Namespace) -> list[str]:
    """The time asked for, and what is to be told of it."""
    ledger, settings, alerts, words = (folder / name for name in ("matter.db", "s.toml", "alerts.jsonl", "watch.txt"))
    settings.write_text(SETTINGS)
    for _ in range(20):
        press.publish()
    command = [SAYSO, "watch", *press.feeds(), "-l", str(ledger), "--every", options.every, "--alert", "-"]
    with alerts.open("wb") as out, words.open("wb") as err:
        watching = subprocess.Popen([*command, "--settings", str(settings)], stdout=out, stderr=err)
        while rounds(words) == 0:  # the ledger is made, and holds something to show
            time.sleep(1)
        server, port = served(ledger)
        said: list[str] = []
        threading.Thread(target=lambda: said.extend(server.stderr or ()), daemon=True).start()
        taken, failed, sizes = load(press, ledger, port, {"watch": watching.pid, "serve": server.pid}, options)
        seen = rounds(words)
        while rounds(words) < seen + 2:  # one that began after the last story was published
            time.sleep(1)
        for process in (watching, server):  # not by SIGINT, which a job in the background does not hear
            process.terminate()
            process.wait()
    lost = missing(press, ledger)
    check = subprocess.run([SAYSO, "check", "-l", ledger], capture_output=True, text=True, check=False)
    told = [json.loads(line)["key"] for line in alerts.read_text().splitlines()]
    heard = words.read_text() + "".join(said) + "\n".join(failed)
    versions = sum(map(len, press.versions.values()))
    ordered = sorted(taken)
    return [
        "| what | figure |\n|---|---|",
        f"| rounds of the watch; stories and edits published | {rounds(words)}; {versions} |",
        f"| of these in no row of the ledger | {len(lost)} {lost[:3] or ''} |",
        f"| `sayso check` | {'clean' if check.returncode == 0 else check.stdout[-300:]} |",
        f"| alerts told; told twice | {len(told)}; {len(told) - len(set(told))} |",
        f"| pages asked of the server; failed | {len(taken)}; {len(failed)} {failed[:3] or ''} |",
        f"| median and p95 of a page | {ordered[len(ordered) // 2]:.2f} s, {ordered[len(ordered) * 95 // 100]:.2f} s |",
        f"| lock errors told by any; tracebacks | {sum(map(heard.count, LOCKED))}; {heard.count('Traceback')} |",
        *grown(sizes),
    ]


def load(
    press: Press, ledger: Path, port: int, pids: dict[str, int], options: argparse.Namespace
) -> tuple[list[float], list[str], dict[str, list[float]]]:
    """Publish, read and rule for the time asked for: seconds of every page, what failed, MB by process and sample."""
    until = time.monotonic() + options.minutes * 60
    taken, failed = list[float](), list[str]()
    sizes: dict[str, list[float]] = {}
    readers = [
        threading.Thread(target=read, args=(port, until, taken, failed, seed)) for seed in range(options.readers)
    ]
    for reader in readers:
        reader.start()
    processes = {name: psutil.Process(pid) for name, pid in pids.items()}
    published = ruled = sampled = time.monotonic()
    while (now := time.monotonic()) < until:
        if now - published > PUBLISHED_EVERY and now < until - options.still * 60:
            published = now
            press.publish()
        if now - sampled > SAMPLED_EVERY:
            sampled = now
            for name, process in processes.items():
                alone, whole = memory(process)
                sizes.setdefault(name, []).append(alone)
                sizes.setdefault(f"{name}, with its readers", []).append(whole)
        if now - ruled > RULED_EVERY:
            ruled = now
            threading.Thread(target=rule, args=(ledger, failed)).start()
        time.sleep(0.2)
    for reader in readers:
        reader.join()
    return taken, failed, sizes


def grown(sizes: dict[str, list[float]]) -> list[str]:
    """A line for each process: MB over the run, by tenths."""
    numbers = range(1, PARTS + 1)
    lines = [
        "",
        f"| memory, MB, median of each tenth of the run | {' | '.join(map(str, numbers))} | most |",
        "|---" * (PARTS + 2) + "|",
    ]
    for name, found in sizes.items():
        long = max(1, len(found) // PARTS)
        parts = [statistics.median(found[(n - 1) * long : n * long]) for n in numbers]
        lines.append(f"| {name} | {' | '.join(f'{part:.0f}' for part in parts)} | {max(found):.0f} |")
    return lines


def rounds(words: Path) -> int:
    """How many rounds the watch has told of."""
    return words.read_text().count(" asked, ")


if __name__ == "__main__":
    main()
