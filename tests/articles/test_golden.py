"""A golden page per kind of page: what must come out, word for word. Pages are invented.

After a wanted change: `python tests/articles/test_golden.py` writes the expected files anew; read the difference.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from sayso.articles import Cut, cut
from sayso.records import BlockKind, Page

GOLDEN = Path(__file__).parent.parent / "golden"
APART = {BlockKind.PULL_QUOTE, BlockKind.NEWSLETTER, BlockKind.COMMENT}
PAGES = sorted(path for path in GOLDEN.iterdir() if path.suffix in {".txt", ".md", ".html"})
PLAIN = [path for path in PAGES if path.suffix != ".html"]


def page_of(path: Path) -> Page:
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()
    media_type = "text/html" if path.suffix == ".html" else "text/plain"
    return Page(f"pg1-{digest[:16]}", None, path.name, digest, len(body), media_type, None, body)


def shown(found: Cut) -> dict[str, Any]:
    """What a reader would check by eye."""
    return {
        "articles": [
            {
                "title": a.title,
                "byline": a.byline,
                "outlet": a.outlet,
                "agency": a.agency,
                "dateline": a.dateline,
                "published": a.published.iso,
                "text": a.text.split("\n\n"),
                "teasers": [t.title for t in a.teasers],
                "captions": [b.text for b in a.blocks if b.kind is BlockKind.CAPTION],
                "repeats": [b.text for b in a.blocks if b.kind is BlockKind.REPEAT],
                "apart": [[b.kind.value, b.text] for b in a.blocks if b.kind in APART],
            }
            for a in found.articles
        ],
        "rejected": [r.reason.value for r in found.rejected],
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_golden_page_gives_what_is_expected(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert shown(cut(page_of(path))) == expected


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.name)
def test_every_word_of_a_page_is_accounted_for(path: Path) -> None:
    found = cut(page_of(path))
    page = path.read_bytes().decode()
    covered = [span for a in found.articles for b in a.blocks if (span := b.page_span)]
    assert covered == sorted(covered)
    if found.articles:
        left = "".join(page[i] for i in range(len(page)) if not any(s.start <= i < s.end for s in covered))
        assert not any(char.isalnum() for char in left)
    else:
        assert found.rejected


def main() -> None:
    for path in PAGES:
        told = json.dumps(shown(cut(page_of(path))), ensure_ascii=False, indent=1)
        path.with_suffix(".json").write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
