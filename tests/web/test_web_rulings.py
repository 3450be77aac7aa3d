"""Each kind of ruling by the form that a page shows, what came of it, its undo, and the history."""

import html
import re
import shutil
from pathlib import Path

import pytest
from desks import asking

from sayso import engine
from sayso.ledger import open_ledger, queries
from sayso.ledger.lists import open_listed
from sayso.ledger.queries import listed
from sayso.pipeline import ingest
from sayso.records import Decision
from sayso.settings import Settings

PILE = Path(__file__).parents[2] / "examples/pile"
PAGES = ("nla", "text/plainword-news.txt", "text/lowbank-herald-night-shift.txt", "text/newsnook24-dam-doors.txt")


@pytest.fixture(scope="module")
def read(models, tmp_path_factory):
    """A ledger of some of the sample."""
    path = tmp_path_factory.mktemp("ruled") / "a.db"
    with pytest.MonkeyPatch.context() as patch, open_ledger(path, create=True) as ledger:
        patch.setattr(engine, "load_models", lambda _: models)
        ingest([str(PILE / name) for name in PAGES], ledger, Settings(processes=1))
    return path


@pytest.fixture
def path(read, tmp_path):
    return Path(shutil.copy(read, tmp_path / "a.db"))


def post(client, **fields):
    """Send a form as a page would: with the token that stands in it."""
    page = client.get("/history").text
    token = re.search(r'"x-csrftoken": "(\w+)"', html.unescape(page)).group(1)
    return client.post("/rulings", data={"_csrf_token": token, **fields}, follow_redirects=False)


def state(path):
    """What the ledger holds that rulings may change."""
    with open_listed(path) as ledger:
        return {
            "claims": {one.claim_id: one.text for one in listed.claim_lines(ledger).items},
            "positions": sorted(
                (p.position.claim_id, p.position.stance, p.position.party or "") for p in queries.positions(ledger)
            ),
            "people": {one.person_id: one.name for one in queries.people(ledger)},
            "said": sorted(map(_said, queries.statements(ledger))),
            "links": sorted((link.copy_id, link.origin_id) for link in ledger.links()),
            "published": sorted(
                (one.article.article_id, str(one.article.published.iso)) for one in queries.articles_once(ledger)
            ),
        }  # fmt: skip


def _said(one):
    said = one.statement
    return (said.statement_id, said.act, *map(str, (said.speaker.name, said.speaker.party, said.said_on.iso)))


def the(path):
    """Ids to rule on: two claims, a statement of the first, two people, a statement of one who said several, a copy."""
    with open_listed(path) as ledger:
        claims = sorted((row.claim for row in queries.claims(ledger)), key=lambda claim: -len(claim.statement_ids))
        people = [one.person_id for one in queries.people(ledger) if one.person_id]
        link = ledger.links()[0]
        said = queries.said_by(ledger, people[0])
        held = next(row.position for row in queries.positions(ledger) if row.position.stance != "declines")
        return {
            "party": listed.party_lines(ledger).items[0].party,
            "claim": claims[0].claim_id, "other": claims[1].claim_id, "statement": claims[0].statement_ids[0],
            "person": people[0], "someone": people[1], "theirs": said[0], "held": held.statement_ids[0],
            "copy": link.copy_id, "origin": link.origin_id,
        }  # fmt: skip


KINDS = [
    (Decision.ACCEPT, {"subject": "statement"}, {}, None),  # nothing changes but the history
    (Decision.REJECT, {"subject": "statement"}, {}, "said"),
    (Decision.SPEAKER, {"subject": "statement"}, {"speaker": "Ada Roe"}, "said"),
    (Decision.PARTY, {"subject": "statement"}, {"party": "Norland"}, "said"),
    (Decision.ACT, {"subject": "statement"}, {"act": "praise"}, "said"),
    (Decision.DATE, {"subject": "statement"}, {"date": "2031-05"}, "said"),
    (Decision.DATE, {"subject": "copy"}, {"date": "2031-05-02"}, "published"),
    (Decision.STANCE, {"subject": "held"}, {"stance": "declines"}, "positions"),
    (Decision.MERGE, {"subject": "claim", "claim": "other"}, {}, "claims"),
    (Decision.SPLIT, {"subject": "claim", "statements": "statement"}, {}, "claims"),
    (Decision.MOVE, {"subject": "statement", "claim": "other"}, {}, "positions"),
    (Decision.SAME_PARTY, {"subject": "party"}, {"party": "Quarnia"}, "said"),
    (Decision.SAME_PERSON, {"subject": "person", "person": "someone"}, {}, "people"),
    (Decision.OTHER_PERSON, {"subject": "person", "statements": "theirs"}, {}, "people"),
    (Decision.NOT_COPIED, {"subject": "copy", "origin": "origin"}, {}, "links"),
    (Decision.COPIED_BY, {"subject": "copy", "origin": "origin"}, {}, "links"),
    (Decision.NOTE, {"subject": "claim"}, {}, None),
]


@pytest.mark.parametrize(
    ("decision", "ids", "values", "changed"), KINDS, ids=[f"{k[0]}-{k[1]['subject']}" for k in KINDS]
)
def test_each_kind_is_ruled_seen_and_undone(path, decision, ids, values, changed):
    with asking(path) as client:
        before, named = state(path), the(path)
        fields = {name: named[kind] for name, kind in ids.items()} | values
        done = post(client, decision=decision.value, note="seen on paper", back="/claims", **fields)
        assert (done.status_code, done.headers.get("location")) == (303, "/claims"), done.text
        after = state(path)
        if changed:
            assert after[changed] != before[changed]
        else:
            assert after == before
        shown = client.get("/history").text
        assert "seen on paper" in shown
        assert "A. Tester" in shown
        ruling_id = re.search(r'id="(ru1-\w+)"', shown).group(1)
        assert post(client, decision="undo", subject=ruling_id).status_code == 303
        assert state(path) == before
        assert "undone" in client.get("/history").text
        assert client.get("/history?which=in-force").text.count('id="ru1-') == 1  # the undoing itself


def test_a_script_gets_what_came_of_it_with_an_undo(path):
    with asking(path) as client:
        token = re.search(r'"x-csrftoken": "(\w+)"', html.unescape(client.get("/").text)).group(1)
        headers = {"hx-request": "true", "x-csrftoken": token}
        done = client.post("/rulings", data={"decision": "reject", "subject": the(path)["statement"]}, headers=headers)
        assert done.status_code == 200
        assert "<html" not in done.text
        assert "data-undo" in done.text
        soon = {"decision": "date", "subject": the(path)["copy"], "date": "soon"}
        wrong = client.post("/rulings", data=soon, headers=headers)
        assert wrong.status_code == 422
        assert 'role="alert"' in wrong.text


BAD = [
    {"decision": "merge", "subject": "cl1-none", "claim": "cl1-none"},
    {"decision": "note", "subject": "cl1-none"},
    {"decision": "undo", "subject": "ru1-none"},
]


@pytest.mark.parametrize("fields", BAD)
def test_what_cannot_hold_is_not_stored_and_says_why(path, fields):
    with asking(path) as client:
        answer = post(client, **fields)
        assert answer.status_code == 422
        assert "Not ruled" in answer.text
        assert "Nothing was ruled" in client.get("/history").text


def test_a_decision_that_nobody_knows_is_refused(path):
    with asking(path) as client:
        assert post(client, decision="burn", subject="cl1-none").status_code == 400


def test_nothing_is_written_without_the_token_of_a_page(path):
    with asking(path) as client:
        fields = {"decision": "reject", "subject": the(path)["statement"]}
        client.get("/")
        assert client.post("/rulings", data=fields).status_code == 403
        assert client.post("/rulings", data={**fields, "_csrf_token": "0" * 128}).status_code == 403
        assert "Nothing was ruled" in client.get("/history").text


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_way_back_stays_here(path, back):
    with asking(path) as client:
        done = post(client, decision="note", note="n", subject=the(path)["claim"], back=back)
        assert done.headers["location"] == "/history"


def test_what_was_accepted_waits_no_longer(path):
    with asking(path) as client, open_listed(path) as ledger:
        waiting = listed.queue_lines(ledger, kind="speaker").items
        assert waiting
        assert post(client, decision="accept", subject=waiting[0].subject_id).status_code == 303
        assert waiting[0].subject_id not in client.get("/queue?kind=speaker").text
