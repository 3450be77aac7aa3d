"""One page through the stages that need nothing but the page: cut, then extract. What every worker runs."""

from __future__ import annotations

import traceback

import msgspec

from sayso.articles import cut
from sayso.errors import InstallationIncomplete
from sayso.models import Models
from sayso.records import Page, Reading, Reason, Rejected
from sayso.statements import extract


def read_page(page: Page, models: Models) -> Reading:
    """All that one page gives. A page on which a stage fails is rejected, and the run goes on.

    Raises InstallationIncomplete: no page is at fault when a library is missing.
    """
    bare = msgspec.structs.replace(page, body=b"")
    try:
        found = cut(page)
        statements = tuple(s for article in found.articles for s in extract(article, models))
    except ImportError as error:
        raise InstallationIncomplete(str(error).partition("\n")[0]) from error
    # The one broad except of sayso: a broken page never stops a run (DESIGN section 9), and it is never silent.
    except Exception as error:  # noqa: BLE001
        place = traceback.extract_tb(error.__traceback__)[-1]
        detail = (
            f"{type(error).__name__}: {error} ({place.name}, line {place.lineno}); a fault of sayso, please report it"
        )
        return Reading(bare, (), (), (Rejected(page.page_id, page.path, "reading", Reason.FAILED, detail),))
    return Reading(bare, found.articles, statements, found.rejected, found.flags)
