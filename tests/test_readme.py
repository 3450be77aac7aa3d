"""The README's worked example is what the program says today."""

import io
import re
import shutil
from pathlib import Path

import pytest

from sayso import engine
from sayso.export import export
from sayso.ledger import open_ledger, queries
from sayso.pipeline import ingest
from sayso.settings import Settings

ROOT = Path(__file__).parents[1]


def squeezed(words: str) -> str:
    """Words without the white space that wrapping and indenting add."""
    return re.sub(r"\s+", "", words)


README = squeezed((ROOT / "README.md").read_text(encoding="utf-8"))


def test_the_worked_example_is_true(models, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engine, "load_models", lambda _: models)
    shutil.copytree(ROOT / "examples/pile", "pages")
    with open_ledger(Path("matter.db"), create=True) as ledger:
        tally = ingest(["pages"], ledger, Settings(processes=1, max_page_seconds=0))
        rejected = io.BytesIO()
        export(ledger, "rejected", rejected)
        first, second, *_ = queries.contested(ledger)
        view = queries.claim(ledger, first.claim.claim_id)
    counts = f"{tally.articles} articles, {tally.statements} statements. Ledger: matter.db"
    assert squeezed(f"{tally.pages} pages read ({tally.again} more") in README
    assert squeezed(counts) in README
    assert squeezed(rejected.getvalue().decode()) in README
    for summary in (first, second):
        held, against = summary.holds, summary.rejects
        assert squeezed(f"“{summary.claim.text}” held by {', '.join(held.parties)} ({held.origins}") in README
        assert squeezed(f"rejected {', '.join(against.parties)} ({against.origins}") in README
        assert summary.claim.claim_id in README
    shown = [p for p in view.positions if squeezed(f"{p.position.party} {p.position.stance.value} ·") in README]
    assert len(shown) == 5
    for position in shown:
        for telling in queries.told_once(position.statements):
            assert squeezed(telling.quoted.context) in README


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text(encoding="utf-8")))
def test_every_link_of_the_readme_leads_to_a_file(target):
    assert (ROOT / target).is_file()
