"""One page through what needs nothing but the page: cut, extract, then senses for relating. What every worker runs."""

from __future__ import annotations

import traceback

import msgspec

from sayso.articles import READ_LANGUAGE, Cut, cut
from sayso.documents import DOCX, PDF, TEXT, Document, Wordless, read_document
from sayso.errors import InstallationIncomplete
from sayso.models import Models
from sayso.records import Article, Page, Reading, Reason, Rejected, Statement
from sayso.statements import extract_with_pieces
from sayso.statements.senses import with_senses
from sayso.text import count_words, sheets_in


def read_page(page: Page, models: Models, max_articles: int = 500) -> Reading:
    """All that one page gives; of more than `max_articles` articles, the first ones.

    A page on which a stage fails is rejected, and the run goes on. Raises InstallationIncomplete: no page is at fault
    when a library is missing.
    """
    bare = msgspec.structs.replace(page, body=b"")
    try:
        found = _at_most(_cut(page), page, max_articles)
        spoken = [article for article in found.articles if article.language == READ_LANGUAGE]
        statements = tuple(s for article in spoken for s in _statements(article, models))
    except ImportError as error:
        raise InstallationIncomplete(str(error).partition("\n")[0]) from error
    # The one broad except of sayso: a broken page never stops a run (DESIGN section 9), and it is never silent.
    except Exception as error:  # noqa: BLE001
        place = traceback.extract_tb(error.__traceback__)[-1]
        detail = (
            f"{type(error).__name__}: {error} ({place.name}, line {place.lineno}); a fault of sayso, please report it"
        )
        return Reading(bare, (), (), (Rejected(page.page_id, page.path, "reading", Reason.FAILED, detail),))
    silent = tuple(_unheard(article, page) for article in found.articles if article.language != READ_LANGUAGE)
    return Reading(bare, found.articles, statements, (*found.rejected, *silent), found.flags)


def _cut(page: Page) -> Cut:
    """The articles of a page; of a PDF or .docx, those of its words, which are then plain text."""
    if page.media_type not in (PDF, DOCX):
        return cut(page)
    told = read_document(page.body, page.media_type)
    if isinstance(told, Wordless):
        return Cut((), (Rejected(page.page_id, page.path, "pages", told.reason, told.detail),))
    found = cut(msgspec.structs.replace(page, body=told.text.encode("utf-8", "replace"), media_type=TEXT))
    return msgspec.structs.replace(found, articles=tuple(_with_sheets(article, told) for article in found.articles))


def _statements(article: Article, models: Models) -> tuple[Statement, ...]:
    found = extract_with_pieces(article, models)
    return with_senses(found.statements, found.pieces, models.senses)


def _unheard(article: Article, page: Page) -> Rejected:
    """An article that is cut and dated, but in a language whose statements nobody here can read."""
    detail = (
        f"{count_words(article.text)} words in the language {article.language!r}: kept with its title and date, but"
        f" statements are read in {READ_LANGUAGE!r} only."
    )
    return Rejected(article.article_id, page.path, "statements", Reason.LANGUAGE, detail)


def _at_most(found: Cut, page: Page, limit: int) -> Cut:
    if len(found.articles) <= limit:
        return found
    detail = f"{len(found.articles)} articles on one page, the first {limit} are read (`max_page_articles`)"
    refused = Rejected(page.page_id, page.path, "reading", Reason.TOO_LARGE, detail)
    return Cut(found.articles[:limit], (*found.rejected, refused), found.flags)


def _with_sheets(article: Article, told: Document) -> Article:
    sheets = sheets_in(article.offsets, told.sheets)
    return msgspec.structs.replace(article, sheets=sheets, notes=(*article.notes, *told.notes))
