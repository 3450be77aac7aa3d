"""The openers of pages and `decode` under atheris: inputs that reach new code are kept and mutated further.

    uv sync --locked --inexact --group dev --group fuzz
    python bench/fuzz_covered.py [--seconds 300] [--corpus FOLDER] [--seed 1]

The first byte of an input picks the format, the rest is the file. It starts from one whole input of every format, those
of bench/fuzz.py. Whatever the bytes, an opener gives pages or says why not: an exception, an input that gives nothing,
or one that takes over ten seconds ends the run, and libFuzzer keeps it.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from pathlib import Path

import atheris

import fuzz

with atheris.instrument_imports(include=["sayso.pages", "sayso.documents", "sayso.decoding"]):
    from sayso.decoding import decode
    from sayso.documents import DOCX, PDF, read_document
    from sayso.pages.intake import At, Intake
    from sayso.pages.warcs import Captures

from sayso.records import Page
from sayso.settings import Settings

ENDINGS = sorted(fuzz.bases())
SMALL = Settings(max_page_bytes=1_000_000, max_archive_bytes=20_000_000, max_archive_members=1_000)
SLOW = 10  # seconds for one input: an input here is some kB


def try_one(data: bytes) -> None:
    """Open one input to the bottom, and decode it as text. Raises whatever goes wrong."""
    if not data:
        return
    ending, body = ENDINGS[data[0] % len(ENDINGS)], data[1:]
    decode(body)
    items = list(Intake(SMALL, Captures()).read(io.BytesIO(body), At(f"a{ending}", f"a{ending}")))
    if not items:
        raise AssertionError(f"a{ending} gives neither a page nor a reason")
    for item in items:
        if isinstance(item, Page) and item.media_type in (PDF, DOCX):
            read_document(item.body, item.media_type)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="where what reaches new code is kept, for the next run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = options.corpus or Path(folder)
        corpus.mkdir(parents=True, exist_ok=True)
        for ending, body in fuzz.bases().items():
            (corpus / f"whole{ending}").write_bytes(bytes([ENDINGS.index(ending)]) + body)
        limits = [f"-max_total_time={options.seconds}", f"-seed={options.seed}", f"-timeout={SLOW}", "-max_len=60000"]
        atheris.Setup([sys.argv[0], str(corpus), *limits, "-rss_limit_mb=2000", "-print_final_stats=1"], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
