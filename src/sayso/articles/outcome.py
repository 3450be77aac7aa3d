"""What cutting a page gives back, and the tests every article must pass, whatever page it was cut from."""

from __future__ import annotations

from msgspec import Struct

from sayso.articles import language
from sayso.records import Article, Flag, Page, Reason, Rejected
from sayso.text import count_words

STAGE = "articles"
MIN_WORDS = 30  # a news brief is two or three sentences; below this the pieces of the 612 scraped pages are all stubs
MAX_CHARS = 900_000  # the parser's memory grows with the text; no story of the measured sets passes 90,000
READ_LANGUAGE = "en"


class Cut(Struct, frozen=True):
    """All that one page gave. `articles` are in page order; a page without one has at least one `rejected`."""

    articles: tuple[Article, ...]
    rejected: tuple[Rejected, ...] = ()
    flags: tuple[Flag, ...] = ()


def refusal(page: Page, reason: Reason, detail: str) -> Rejected:
    """A page, or a part of it, that is not read."""
    return Rejected(page.page_id, page.path, STAGE, reason, detail)


def judge(page: Page, text: str) -> str | Rejected:
    """The language of a text that may go on as an article, or why it may not."""
    words = count_words(text)
    if len(text) > MAX_CHARS:
        return refusal(page, Reason.TOO_LARGE, f"One text of {len(text)} characters, at most {MAX_CHARS} are read.")
    found = language.detect(text)
    if words >= MIN_WORDS:
        return found
    # The language of a few words is a guess, unless they are in another script (which may not part words by spaces).
    if found != READ_LANGUAGE and len(text.encode()) > 2 * len(text):
        return unread(page, words, found)
    return refusal(page, Reason.TOO_SHORT, f"{words} words of running text, need {MIN_WORDS}.")


def unread(page: Page, words: int, found: str) -> Rejected:
    """A text in a language that is not read."""
    detail = f"{words} words in the language {found!r}; only {READ_LANGUAGE!r} is read in this version."
    return refusal(page, Reason.LANGUAGE, detail)
