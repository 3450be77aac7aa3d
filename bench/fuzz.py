"""Damaged inputs of all formats, by the thousand: no run fails, and every input is accounted for.

    python bench/fuzz.py [--inputs 10000] [--batch 500] [--seed 1] [--only pages] [--keep FOLDER]

Invented inputs of every format (tests/pages_made.py) are damaged at random: bits flipped, pieces cut out, doubled,
swapped with those of others, numbers and marks of formats written over. With `--only pages` each is opened and
unpacked, documents to their words; without it each batch is ingested by the command, and then every
input must stand in the export as articles or as rejections. A batch that fails is kept.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import invented  # noqa: E402
import pages_made as made  # noqa: E402

SAYSO = str(Path(sys.executable).parent / "sayso")
SECONDS = 30  # a page may take; on a machine with other work
PARAGRAPHS = 2  # of a story
IN_ONE = 2  # stories in an archive or list
MARKS = (
    *(b"\x00", b"\xff" * 4, b"\x7f\xff\xff\xff", b"<", b">", b'"', b"{", b"[", b"\r\n", b"9" * 40, b"-1", b"&#0;"),
    *(b"\x1f\x8b\x08", b"PK\x03\x04", b"%PDF-", b"endobj", b"From ", b"WARC/1.1\r\n"),
    *(
        b"Content-Length: 99999999999\r\n",
        b"\xe2\x80\x9c",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"=?utf-8?b?",
    ),
)


def bases() -> dict[str, bytes]:
    """One whole input of every format, by the ending of its name: short stories, so that many can be ingested."""
    some = [one | {"text": "\n\n".join(one["text"].split("\n\n")[:PARAGRAPHS])} for one in invented.articles(5)]
    texts = [one["text"] for one in some]
    pages = [_html(one) for one in some]
    records = [made.response(a["url"], page.encode()) for a, page in zip(some, pages, strict=True)][:IN_ONE]
    records.append(made.revisit(some[0]["url"], pages[0].encode()))
    letter = made.letter(texts[0], pages[0])
    letter.add_attachment(made.pdf([texts[1].split("\n\n")]), maintype="application", subtype="pdf", filename="a.pdf")
    lines = "".join(json.dumps(one) + "\n" for one in some[:IN_ONE])
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(texts[0].encode())
        archive.addfile(info, io.BytesIO(texts[0].encode()))
    return {
        ".txt": texts[0].encode(), ".md": texts[1].encode(), ".html": pages[0].encode(), ".jsonl": lines.encode(),
        ".json": json.dumps(some[:IN_ONE]).encode(), ".parquet": made.parquet([dict(one) for one in some[:IN_ONE]]),
        ".warc": b"".join(records), ".warc.gz": made.packed(records), ".wacz": made.wacz(records),
        ".pdf": made.pdf([text.split("\n\n") for text in texts[:2]], "A HEAD"),
        ".docx": made.docx(texts[0].split("\n\n")),
        ".eml": letter.as_bytes(), ".mbox": made.mbox([letter, made.letter(texts[2])]), ".tar.gz": tar.getvalue(),
        ".zip": made.zipped({"a.html": pages[0].encode(), "b.pdf": made.pdf([texts[3].split("\n\n")])}),
        ".txt.gz": gzip.compress(texts[4].encode(), mtime=0),
    }  # fmt: skip


def _html(one: dict[str, str]) -> str:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in one["text"].split("\n\n"))
    title = one["title"]
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{story}</article></body></html>"


def damaged(pick: random.Random, body: bytes, other: bytes) -> bytes:
    """The input with one to six damages."""
    data = bytearray(body)
    for _ in range(pick.randint(1, 6)):
        if not data:
            break
        at, size = pick.randrange(len(data)), pick.choice((1, 2, 8, 64, 512))
        match pick.randrange(7):
            case 0:
                data[at] ^= 1 << pick.randrange(8)
            case 1:
                del data[at : at + size]
            case 2:
                data[at:at] = data[at : at + size] * pick.choice((1, 2, 50))
            case 3:
                mark = pick.choice(MARKS)
                data[at : at + len(mark)] = mark
            case 4:
                data[at:at] = pick.choice(MARKS)
            case 5:
                start = pick.randrange(len(other))
                data[at : at + size] = other[start : start + size]
            case _:
                data = data[: max(1, len(data) - pick.choice((1, 16, 300)))] if pick.random() < 0.5 else data[:at]
    return bytes(data)


UNPACK = """
import sys
from sayso.documents import DOCX, PDF, read_document
from sayso.pages import read_pages
from sayso.records import Page
from sayso.settings import Settings
for item in read_pages(sys.argv[1:], Settings()):
    told = item.path
    if isinstance(item, Page):
        reason = "page"
        if item.media_type in (PDF, DOCX):
            found = read_document(item.body, item.media_type)
            reason = getattr(found, "reason", "page")
    else:
        reason = item.reason
    print(reason, told.rsplit("/fuzz/", 1)[-1].split("!", 1)[0].split("#", 1)[0])
"""


def unpacked(pile: Path, names: list[str], reasons: Counter[str]) -> list[str]:
    """What went wrong when the inputs were opened and unpacked."""
    done = subprocess.run([sys.executable, "-c", UNPACK, str(pile)], capture_output=True, text=True, check=False)
    if done.returncode:
        return [f"exit {done.returncode}: {done.stderr[-900:]}"]
    told = [line.split(" ", 1) for line in done.stdout.splitlines()]
    reasons.update(reason for reason, _ in told)
    found = {name for _, name in told}
    return [f"lost: {name}" for name in names if name not in found]


def ingested(pile: Path, names: list[str], reasons: Counter[str]) -> list[str]:
    """What went wrong when the inputs were ingested."""
    ledger, settings = pile.parent / "l.db", pile.parent / "s.toml"
    settings.write_text(f"max_page_seconds = {SECONDS}\n")
    command = [SAYSO, "ingest", str(pile), "-l", str(ledger), "--settings", str(settings), "--processes", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:  # Python too ends with 1 when it falls
        return [f"exit {done.returncode}: {done.stderr[-900:]}"]
    command = [SAYSO, "export", "-l", str(ledger), "-t", "rejected"]
    rows = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    told = [json.loads(line) for line in rows.stdout.splitlines()]
    reasons.update(row["reason"] for row in told)
    faults = [f"{r['path']}: {r['detail']}" for r in told if r["reason"] in ("failed", "too-slow")]
    return [*faults, *(f"lost: {name}" for name in lost(names, ledger))]


def lost(names: list[str], ledger: Path) -> list[str]:
    """The inputs that stand in the ledger neither as an article nor as a rejection."""
    found = set()
    for table in ("articles", "rejected"):
        done = subprocess.run([SAYSO, "export", "-l", str(ledger), "-t", table], stdout=subprocess.PIPE, check=True)
        for line in done.stdout.splitlines():
            path = json.loads(line)["path"]
            found.add(path.rsplit("/fuzz/", 1)[-1].split("!", 1)[0].split("#", 1)[0])
    return [name for name in names if name not in found]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["pages"])
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    pick = random.Random(options.seed)
    whole = bases()
    failed, reasons, begun = 0, Counter[str](), time.perf_counter()
    for first in range(0, options.inputs, options.batch):
        with tempfile.TemporaryDirectory() as folder:
            pile = Path(folder) / "fuzz"
            pile.mkdir()
            names = []
            for number in range(first, min(first + options.batch, options.inputs)):
                ending, body = pick.choice(list(whole.items()))
                names.append(f"{number}{ending}")
                (pile / names[-1]).write_bytes(damaged(pick, body, pick.choice(list(whole.values()))))
            wrong = (unpacked if options.only else ingested)(pile, names, reasons)
            failed += len(wrong)
            for words in wrong[:20]:
                print(words, flush=True)
            if wrong:
                shutil.copytree(pile, options.keep / str(first), dirs_exist_ok=True)
        print(f"{first + len(names)} inputs, {failed} failures, {time.perf_counter() - begun:.0f} s", flush=True)
    print(dict(reasons.most_common()))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
