"""What stands above and below the story on its page: its head, its title, its foot. Pure: knows blocks and lines."""

from __future__ import annotations

import re

from msgspec import Struct

from sayso.records import Article, Span

NAME = r"[A-Z][\w’'-]+(?: (?:[A-Z]\.|de|van|von|der|al|bin|[A-Z][\w’'-]+)){1,3}"  # of a person, two words at least
_PARTS = re.compile(r"\s+[—–|·>»/:▾-]+\s+|\s*[|·>»▾•]\s*|\n")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")


class Edges(Struct, frozen=True):
    """The lines around a story, in page order."""

    head: tuple[str, ...]  # above the first paragraph, title and date among them
    foot: tuple[str, ...]  # below the last paragraph

    @property
    def head_parts(self) -> tuple[str, ...]:
        """The head's lines, cut where a stroke or an arrow parts them: "Acme — Steel is love" is two."""
        return tuple(part.strip() for line in self.head for part in _PARTS.split(line) if part.strip())

    def near(self, title: str | None, above: int) -> tuple[str, ...]:
        """The parts of the lines from `above` lines over the title on; without one, of the last lines of the head."""
        at = self.head.index(title) if title in self.head else len(self.head)
        return Edges(self.head[max(0, at - above) :], ()).head_parts


def read_edges(article: Article) -> Edges:
    """The lines around the story of `article`. A page's record may tell a title and an outlet that no block holds."""
    inside = [at for at, block in enumerate(article.blocks) if block.span is not None]
    first, last = (inside[0], inside[-1]) if inside else (len(article.blocks), len(article.blocks))
    head = [block.text for block in article.blocks[:first] if block.text]
    told = [line for line in (article.outlet, article.title) if line and line not in head]
    foot = [block.text for block in article.blocks[last + 1 :] if block.text]
    return Edges((*told, *head), tuple(foot))


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, blank lines between them."""
    return tuple(Span(*match.span()) for match in _PARAGRAPH.finditer(text) if match.group().strip())
