"""Each kind of ruling in every view and export; after the pages came in another order, and after another reader."""

from __future__ import annotations

import io
import json
import shutil

import pytest
from msgspec.structs import replace

from made import FEW, PILE
from sayso import engine, pipeline
from sayso.errors import BadRuling, NotFound
from sayso.export import TABLES, export
from sayso.ledger import open_ledger, queries
from sayso.ledger.checks import run_checks
from sayso.pipeline import ingest
from sayso.records import Decision, RulingState, Span, make_id
from sayso.report import render
from sayso.ruling import Asked, rule
from sayso.settings import Settings
from sayso.text import told_in

ONE = Settings(processes=1)

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def pages():
    return [str(PILE / name) for name in FEW]


@pytest.fixture(scope="module")
def plain(pages, tmp_path_factory):
    """A ledger of these pages that nobody ruled on."""
    path = tmp_path_factory.mktemp("plain") / "a.db"
    with open_ledger(path, create=True) as ledger:
        ingest(pages, ledger, ONE)
    return path


@pytest.fixture
def ledger(plain, tmp_path):
    shutil.copy(plain, tmp_path / "a.db")
    with open_ledger(tmp_path / "a.db", create=True) as opened:
        yield opened


def exported(ledger, table):
    out = io.BytesIO()
    export(ledger, table, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def everything(ledger):
    """Every table but the runs, to compare two ledgers by."""
    return {table: exported(ledger, table) for table in sorted(set(TABLES) - {"runs", "rulings"})}


def two_claims(ledger):
    """The two claims with most statements."""
    claims = [row.claim for row in queries.claims(ledger)]
    return sorted(claims, key=lambda claim: (-len(claim.statement_ids), claim.claim_id))[:2]


def told(ledger, statement_id):
    """The statement as `sayso claim` and `who` show it; None when it is not shown."""
    return next((quoted.statement for quoted in queries.quoted(ledger, [statement_id])), None)


def row_of(ledger, table, key, value):
    return [row for row in exported(ledger, table) if row.get(key) == value]


def claim_of(ledger, statement_id):
    found = [row["claim_id"] for row in exported(ledger, "claims") if statement_id in row["statement_ids"]]
    assert len(found) <= 1
    return found[0] if found else None


def positions_of(ledger, statement_id):
    return [row for row in exported(ledger, "positions") if statement_id in row["statement_ids"]]


# ---------------------------------------------------------------- what each kind does, and what shows that it did


def merge(ledger):
    one, other = two_claims(ledger)
    return Asked(Decision.MERGE, one.claim_id, other.claim_id), (one.statement_ids[0], other.statement_ids[0])


def merged(ledger, ids):
    assert claim_of(ledger, ids[0]) == claim_of(ledger, ids[1]) is not None
    assert {row["claim_id"] for of in ids for row in positions_of(ledger, of)} == {claim_of(ledger, ids[0])}
    assert set(ids) <= set(queries.claim(ledger, claim_of(ledger, ids[0])).summary.claim.statement_ids)


def split(ledger):
    claim = two_claims(ledger)[0]
    return Asked(Decision.SPLIT, claim.claim_id, statements=claim.statement_ids[:1]), claim.statement_ids[:2]


def is_split(ledger, ids):
    assert None not in {claim_of(ledger, ids[0]), claim_of(ledger, ids[1])}
    assert claim_of(ledger, ids[0]) != claim_of(ledger, ids[1])


def move(ledger):
    one, other = two_claims(ledger)
    return Asked(Decision.MOVE, one.statement_ids[0], other.claim_id), (one.statement_ids[0], other.statement_ids[0])


def pledged(ledger):
    """A statement that is on no claim can be put on one."""
    free = next(row["statement_id"] for row in exported(ledger, "statements") if not claim_of_row(ledger, row))
    claim = two_claims(ledger)[0]
    return Asked(Decision.MOVE, free, claim.claim_id), (free, claim.statement_ids[0])


def claim_of_row(ledger, row):
    return row["headline"] or claim_of(ledger, row["statement_id"])


def stance(ledger):
    held = next(row for row in exported(ledger, "positions") if row["stance"] == "asserts" and row["party"])
    return Asked(Decision.STANCE, held["statement_ids"][0], "denies"), (held["statement_ids"][0],)


def is_denied(ledger, ids):
    (held,) = positions_of(ledger, ids[0])
    assert held["stance"] == "denies"
    view = queries.claim(ledger, held["claim_id"])
    assert held["party"] in view.summary.rejects.parties


def position(ledger):
    held = next(row for row in exported(ledger, "positions") if row["stance"] == "asserts" and row["party"])
    return Asked(Decision.STANCE, held["position_id"], "denies"), (held["statement_ids"][0],)


def contested(ledger):
    """A statement, with a speaker and a party, of the most contested claim: the report shows it."""
    claim = queries.contested(ledger)[0].claim
    rows = (row for row in exported(ledger, "statements") if row["statement_id"] in claim.statement_ids)
    return next(row for row in rows if row["speaker"]["name"] and row["speaker"]["party"])


def speaker(ledger):
    said = contested(ledger)
    return Asked(Decision.SPEAKER, said["statement_id"], "Ysolde Quarn"), (said["statement_id"],)


def is_hers(ledger, ids):
    said = told(ledger, ids[0]).speaker
    assert (said.name, said.party, said.named) == ("Ysolde Quarn", "Ysolde Quarn", True)
    (row,) = row_of(ledger, "statements", "statement_id", ids[0])
    assert row["speaker"]["name"] == "Ysolde Quarn"
    found = queries.who(ledger, "Ysolde Quarn")
    assert [quoted.statement.statement_id for quoted in found.statements] == [ids[0]]
    assert found.people[0].person_id == said.id is not None
    assert {held["party"] for held in positions_of(ledger, ids[0])} <= {"Ysolde Quarn"}
    assert "Ysolde Quarn" in render(ledger)


def somebody(ledger):
    """Another's words, given to somebody of the pile by id."""
    first, second = [one for one in queries.people(ledger) if one.person_id and one.is_person][:2]
    said = queries.said_by(ledger, second.person_id)[0]
    return Asked(Decision.SPEAKER, said, first.person_id), (said, first.person_id)


def is_somebodys(ledger, ids):
    assert told(ledger, ids[0]).speaker.id == ids[1]
    assert ids[0] in queries.said_by(ledger, ids[1])


def nobody(ledger):
    said = next(row for row in exported(ledger, "statements") if row["speaker"]["name"] and claim_of_row(ledger, row))
    return Asked(Decision.SPEAKER, said["statement_id"]), (said["statement_id"], said["speaker"]["name"])


def is_nobodys(ledger, ids):
    said = told(ledger, ids[0]).speaker
    assert (said.name, said.party, said.id) == (None, None, None)
    assert ids[0] not in {quoted.statement.statement_id for quoted in queries.who(ledger, ids[1]).statements}


def party(ledger):
    said = contested(ledger)
    return Asked(Decision.PARTY, said["statement_id"], "Quarnia"), (said["statement_id"],)


def speaks_for(ledger, ids):
    for said in ids:
        assert told(ledger, said).speaker.party == "Quarnia"
        assert {held["party"] for held in positions_of(ledger, said)} <= {"Quarnia"}
    listed = {quoted.statement.statement_id for quoted in queries.who(ledger, "Quarnia").statements}
    assert set(ids) <= listed
    assert "Quarnia" in render(ledger)


def party_of_person(ledger):
    one = next(one for one in queries.people(ledger) if one.person_id and one.statements > 1)
    return Asked(Decision.PARTY, one.person_id, "Quarnia"), tuple(queries.said_by(ledger, one.person_id))


def same_party(ledger):
    name = contested(ledger)["speaker"]["party"]
    return Asked(Decision.SAME_PARTY, name, "Quarnia"), tuple(queries.said_for(ledger, name))


def is_theirs(ledger, ids):
    speaks_for(ledger, ids)
    gone = {one.subject_id for one in ledger.rulings() if one.decision is Decision.SAME_PARTY}
    assert not any(gone.intersection(one.parties) for one in queries.people(ledger))


def same_person(ledger):
    one, other = [one for one in queries.people(ledger) if one.person_id and one.is_person][:2]
    ids = tuple(queries.said_by(ledger, found.person_id)[0] for found in (one, other))
    return Asked(Decision.SAME_PERSON, one.person_id, other.person_id), ids


def is_same(ledger, ids):
    assert told(ledger, ids[0]).speaker.id == told(ledger, ids[1]).speaker.id is not None


def other_person(ledger):
    one = next(one for one in queries.people(ledger) if one.person_id and one.is_person and one.articles > 1)
    said = list(queries.quoted(ledger, queries.said_by(ledger, one.person_id)))
    here = said[0].article.article_id
    there = next(quoted for quoted in said if quoted.article.article_id != here)
    leaving = said[0].statement.statement_id
    return Asked(Decision.OTHER_PERSON, one.person_id, statements=(leaving,)), (
        leaving,
        there.statement.statement_id,
    )


def is_other(ledger, ids):
    one, other = (told(ledger, of).speaker.id for of in ids)
    assert None not in (one, other)
    assert one != other


def date(ledger):
    article = exported(ledger, "articles")[0]
    return Asked(Decision.DATE, article["article_id"], "2039-11"), (article["article_id"],)


def is_dated(ledger, ids):
    (row, *_) = row_of(ledger, "articles", "article_id", ids[0])
    assert row["published"]["iso"] == "2039-11"
    assert row["published"]["basis"] == "ruling"
    assert row["published"]["alternatives"]
    assert queries.overview(ledger).latest == "2039-11-30"
    days = [said["said_on"] for said in row_of(ledger, "statements", "article_id", ids[0])]
    assert any(day["latest"] == "2039-11-30" for day in days)
    assert "2039-11" in render(ledger)


def said_on(ledger):
    said = next(row for row in exported(ledger, "statements") if claim_of_row(ledger, row))
    return Asked(Decision.DATE, said["statement_id"], "2039-11-05..2039-11-09"), (said["statement_id"],)


def is_said_on(ledger, ids):
    day = told(ledger, ids[0]).said_on
    assert (day.iso, day.earliest, day.latest) == (None, "2039-11-05", "2039-11-09")
    (row,) = row_of(ledger, "statements", "statement_id", ids[0])
    assert row["said_on"]["earliest"] == "2039-11-05"


def act(ledger):
    said = next(row for row in exported(ledger, "statements") if row["act"] == "assert" and claim_of_row(ledger, row))
    return Asked(Decision.ACT, said["statement_id"], "pledge"), (said["statement_id"],)


def is_pledge(ledger, ids):
    assert told(ledger, ids[0]).act == "pledge"
    assert row_of(ledger, "statements", "statement_id", ids[0])[0]["act"] == "pledge"
    assert claim_of(ledger, ids[0]) is None  # a pledge claims nothing


def reject(ledger):
    claim = two_claims(ledger)[0]
    return Asked(Decision.REJECT, claim.statement_ids[0], statements=claim.statement_ids[1:2]), claim.statement_ids[:2]


def is_gone(ledger, ids):
    for said in ids:
        assert told(ledger, said) is None
        assert row_of(ledger, "statements", "statement_id", said) == []
        assert claim_of(ledger, said) is None
        assert positions_of(ledger, said) == []
        assert said not in {row["statement_id"] for row in exported(ledger, "timeline")}
        assert said not in json.dumps(exported(ledger, "claims"))
    shown = {row.statement.statement_id for row in queries.statements(ledger)}
    assert shown.isdisjoint(ids)
    assert queries.overview(ledger).statements == len(shown)


def not_copied(ledger):
    link = ledger.links()[0]
    return Asked(Decision.NOT_COPIED, link.copy_id, link.origin_id), (link.copy_id, link.origin_id)


def is_no_copy(ledger, ids):
    assert (ids[0], ids[1]) not in {(row["copy_id"], row["origin_id"]) for row in exported(ledger, "copies")}
    assert (ids[0], ids[1]) not in {(row["copy_id"], row["origin_id"]) for row in exported(ledger, "changes")}
    assert ids[0] not in {of for family in queries.families(ledger) for of in family.family.article_ids}


def copied_by(ledger):
    changed = {(row["copy_id"], row["origin_id"]) for row in exported(ledger, "changes")}
    link = next(link for link in ledger.links() if (link.copy_id, link.origin_id) in changed)
    return Asked(Decision.COPIED_BY, link.copy_id, link.origin_id), (link.copy_id, link.origin_id)


def is_turned(ledger, ids):
    links = {(row["copy_id"], row["origin_id"]): row for row in exported(ledger, "copies")}
    assert links[ids[1], ids[0]]["direction"] == "ruled"
    assert (ids[0], ids[1]) not in links
    changes = {(row["copy_id"], row["origin_id"]) for row in exported(ledger, "changes")}
    assert (ids[1], ids[0]) in changes
    assert (ids[0], ids[1]) not in changes
    assert ids[0] in {family.family.origin_id for family in queries.families(ledger)}


def is_one(ledger, ids):
    assert claim_of(ledger, ids[0]) == claim_of(ledger, ids[1]) is not None


KINDS = {
    "merge": (merge, merged),
    "split": (split, is_split),
    "move": (move, merged),
    "move what is on no claim": (pledged, is_one),
    "stance": (stance, is_denied),
    "stance of a position": (position, is_denied),
    "speaker": (speaker, is_hers),
    "speaker by id": (somebody, is_somebodys),
    "speaker unresolved": (nobody, is_nobodys),
    "party": (party, speaks_for),
    "party of a person": (party_of_person, speaks_for),
    "same party": (same_party, is_theirs),
    "same person": (same_person, is_same),
    "other person": (other_person, is_other),
    "date of an article": (date, is_dated),
    "date of a saying": (said_on, is_said_on),
    "act": (act, is_pledge),
    "reject": (reject, is_gone),
    "not copied": (not_copied, is_no_copy),
    "copied by": (copied_by, is_turned),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_ruling_shows_everywhere_and_goes_when_it_is_undone(ledger, kind):
    ask, shows = KINDS[kind]
    before = everything(ledger)
    asked, ids = ask(ledger)
    outcome = rule(ledger, asked, "roe")
    assert outcome.upheld.state is RulingState.IN_FORCE
    shows(ledger, ids)
    assert everything(ledger) != before
    assert [result for result in run_checks(ledger) if not result.ok] == []
    assert not ledger.is_stale()
    undone = rule(ledger, Asked(Decision.UNDO, outcome.ruling.ruling_id), "sund")
    assert everything(ledger) == before
    states = {one.ruling.ruling_id: one.state for one in queries.rulings(ledger)}
    assert states[outcome.ruling.ruling_id] is RulingState.UNDONE
    rule(ledger, Asked(Decision.UNDO, undone.ruling.ruling_id), "sund")  # an undoing undone
    shows(ledger, ids)


@pytest.fixture(scope="module")
def ruled(plain, tmp_path_factory):
    """A ledger with a ruling of each kind, made on the plain ledger's ids, each alone: by kind."""
    folder = tmp_path_factory.mktemp("ruled")
    made = {}
    for number, (kind, (ask, _)) in enumerate(KINDS.items()):
        path = folder / f"{number}.db"
        shutil.copy(plain, path)
        with open_ledger(path, create=True) as opened:
            asked, ids = ask(opened)
            made[kind] = path, rule(opened, asked, "roe").ruling, ids, everything(opened)
    return made


@pytest.fixture(scope="module")
def backwards(pages, tmp_path_factory):
    """The same pages in two runs, the last first."""
    path = tmp_path_factory.mktemp("backwards") / "a.db"
    with open_ledger(path, create=True) as opened:
        for page in reversed(pages):
            ingest([page], opened, ONE)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_a_ruling_means_the_same_whatever_order_the_pages_came_in(ruled, backwards, tmp_path, kind):
    _, ruling, ids, expected = ruled[kind]
    shutil.copy(backwards, tmp_path / "a.db")
    with open_ledger(tmp_path / "a.db", create=True) as opened:
        opened.rule(1, [ruling])
        assert opened.is_stale()
        pipeline.conclude(opened, 1)
        KINDS[kind][1](opened, ids)
        assert everything(opened) == expected


# ---------------------------------------------------------------- another reader


def shifted(article, said):
    """The statement as another reader might have it: without the first word of what is said, so of another id."""
    text = told_in(article, said)
    first, *rest = said.content
    words = text[first.start : first.end].split(" ", 1)
    if len(words) == 1 or not words[1].strip() or said.headline:
        return said
    content = (Span(first.end - len(words[1]), first.end), *rest)
    return replace(
        said, content=content, statement_id=make_id("st", article.article_id, said.source, said.cue, content)
    )


@pytest.fixture(scope="module")
def read(models):
    """What the pages give, read once."""
    kept = {}

    def read_all(pages, settings):
        new = [page for page in pages if page.page_id not in kept]
        kept.update({reading.page.page_id: reading for reading in engine.read_all(new, settings)})
        return [kept[page.page_id] for page in pages]

    return read_all


@pytest.fixture
def newer(monkeypatch, read):
    """A newer reader, which begins every content a word later."""
    moved = {}

    def read_all(pages, settings):
        for reading in read(pages, settings):
            of = {article.article_id: article for article in reading.articles}
            now = tuple(shifted(of[said.article_id], said) for said in reading.statements)
            moved.update(
                {was.statement_id: said.statement_id for was, said in zip(reading.statements, now, strict=True)}
            )
            yield replace(reading, statements=now)

    monkeypatch.setattr(pipeline, "read_all", read_all)
    monkeypatch.setattr(pipeline, "reader_name", lambda _: "sayso of next year")
    return moved


@pytest.mark.parametrize("kind", KINDS)
def test_a_ruling_survives_an_upgrade_that_moves_every_span_by_a_word(ruled, newer, pages, tmp_path, kind):
    path, ruling, ids, _ = ruled[kind]
    shutil.copy(path, tmp_path / "a.db")
    with open_ledger(tmp_path / "a.db", create=True) as opened:
        ingest(pages, opened, ONE)
        assert sum(was != now for was, now in newer.items()) > 50
        (one,) = queries.rulings(opened)
        assert one.state is RulingState.IN_FORCE, one.detail
        anchors = [anchor.statement_id for anchor in ruling.subjects if anchor.statement_id]
        assert set(one.subjects) >= {newer[of] for of in anchors}
        if not ids[-1].startswith("pe"):
            KINDS[kind][1](opened, tuple(newer.get(of, of) for of in ids))
        assert [result for result in run_checks(opened) if not result.ok] == []


def test_a_ruling_whose_subject_is_gone_is_listed_never_dropped(ledger, pages, monkeypatch):
    asked, ids = reject(ledger)
    ruling = rule(ledger, asked, "roe").ruling
    real = pipeline.read_all

    def without(given, settings):
        for reading in real(given, settings):
            yield replace(reading, statements=tuple(s for s in reading.statements if s.statement_id not in ids))

    monkeypatch.setattr(pipeline, "read_all", without)
    monkeypatch.setattr(pipeline, "reader_name", lambda _: "a reader that misses them")
    ingest(pages, ledger, ONE)
    (one,) = queries.rulings(ledger, state=RulingState.ORPHANED)
    assert one.ruling == ruling
    assert ruling.subjects[0].words in one.detail
    (check,) = (result for result in run_checks(ledger) if result.name == "rulings")
    assert check.ok
    assert ruling.ruling_id in check.detail
    monkeypatch.undo()


# ---------------------------------------------------------------- two rulings, and rulings that say nothing


def test_of_two_that_contradict_each_other_the_later_holds_and_both_are_shown(ledger):
    asked, ids = speaker(ledger)
    first = rule(ledger, asked, "roe").ruling
    second = rule(ledger, replace(asked, value="Bo Marl"), "sund").ruling
    assert told(ledger, ids[0]).speaker.name == "Bo Marl"
    states = {one.ruling.ruling_id: one for one in queries.rulings(ledger, subject=ids[0])}
    assert states[first.ruling_id].state is RulingState.OVERRULED
    assert second.ruling_id in states[first.ruling_id].detail
    assert states[second.ruling_id].state is RulingState.IN_FORCE
    rule(ledger, Asked(Decision.UNDO, second.ruling_id), "sund")
    assert told(ledger, ids[0]).speaker.name == "Ysolde Quarn"


def test_what_was_accepted_after_it_was_rejected_counts(ledger):
    before = everything(ledger)
    asked, ids = reject(ledger)
    rule(ledger, asked, "roe")
    rule(ledger, Asked(Decision.ACCEPT, ids[0], statements=ids[1:]), "sund")
    assert everything(ledger) == before


def test_when_a_statement_is_rejected_no_other_moves(ledger):
    before = {row["claim_id"]: set(row["statement_ids"]) for row in exported(ledger, "claims")}
    asked, ids = reject(ledger)
    rule(ledger, asked, "roe")
    after = [set(row["statement_ids"]) for row in exported(ledger, "claims")]
    assert sorted(map(sorted, after)) == sorted(sorted(held - set(ids)) for held in before.values() if held - set(ids))


def test_a_note_changes_nothing_and_is_kept(ledger):
    before = everything(ledger)
    claim = two_claims(ledger)[0]
    rule(ledger, Asked(Decision.NOTE, claim.claim_id, note="ask the yard"), "roe")
    assert everything(ledger) == before
    assert [one.ruling.note for one in queries.rulings(ledger, subject=claim.claim_id)] == ["ask the yard"]


def test_a_claim_that_was_joined_is_found_by_the_id_it_had(ledger):
    one, other = two_claims(ledger)
    rule(ledger, Asked(Decision.MERGE, one.claim_id, other.claim_id), "roe")
    now = queries.claim(ledger, one.claim_id).summary.claim.claim_id
    assert now == queries.claim(ledger, other.claim_id).summary.claim.claim_id
    steps = [step.change for step in queries.claim_history(ledger, now)]
    assert ("joined", now) in {(change.kind.value, change.now_id) for change in steps}


WRONG = [
    (lambda of: Asked(Decision.MERGE, "cl1-zz", "cl1-zz"), NotFound, "no claim 'cl1-zz'"),  # unknown
    (lambda of: Asked(Decision.MERGE, "cl1-", "cl1-"), NotFound, "several claims begin with 'cl1-'"),  # not unique
    (lambda of: Asked(Decision.MERGE, "st1-0", "cl1-"), NotFound, "no id of a claim"),  # of another kind
    (lambda of: replace(merge(of)[0], value=merge(of)[0].subject), BadRuling, "one claim already"),  # with itself
    (lambda of: replace(split(of)[0], statements=()), BadRuling, "no statement is named"),
    (lambda of: replace(split(of)[0], statements=two_claims(of)[1].statement_ids[:1]), BadRuling, "not of claim"),
    (lambda of: replace(split(of)[0], statements=two_claims(of)[0].statement_ids), BadRuling, "nothing would be left"),
    (lambda of: replace(stance(of)[0], value="denis"), BadRuling, "Did you mean denies"),  # a slip of the hand
    (lambda of: replace(date(of)[0], value="next May"), BadRuling, "no date"),
    (lambda of: replace(date(of)[0], value="2031-06..2031-05"), BadRuling, "ends before it begins"),
    (
        lambda of: replace(not_copied(of)[0], value=not_copied(of)[0].subject),
        BadRuling,
        "no copy of",
    ),
    (lambda of: Asked(Decision.SAME_PARTY, "Nobodia", "Quarnia"), NotFound, "no party 'Nobodia'"),
    (lambda of: Asked(Decision.SAME_PARTY, "Quarnia", "Quarnia"), BadRuling, "one party already"),
    (lambda of: Asked(Decision.NOTE, two_claims(of)[0].claim_id), BadRuling, "without words"),
    (lambda of: Asked(Decision.UNDO, "ru1-00"), NotFound, "no ruling"),
]


@pytest.mark.parametrize(("ask", "error", "words"), WRONG)
def test_a_ruling_that_cannot_hold_says_what_to_do_and_is_not_stored(ledger, ask, error, words):
    with pytest.raises(error, match=words):
        rule(ledger, ask(ledger), "roe")
    assert ledger.rulings() == []


def test_an_id_may_be_told_by_its_beginning(ledger):
    asked, ids = stance(ledger)
    rule(ledger, replace(asked, subject=ids[0][:12]), "roe")
    is_denied(ledger, ids)


# ---------------------------------------------------------------- claims keep their ids


def test_in_whatever_order_pages_come_claims_end_alike_and_every_id_they_had_leads_on(plain, backwards, tmp_path):
    shutil.copy(plain, tmp_path / "plain.db")
    with open_ledger(tmp_path / "plain.db") as expected, open_ledger(backwards) as opened:
        assert exported(opened, "claims") == exported(expected, "claims")
        steps = list(opened.rows("SELECT was_id, kind, now_id FROM claim_changes ORDER BY seq"))
        assert {"new", "changed"} <= {kind for _, kind, _ in steps}
        now = {row["claim_id"] for row in exported(opened, "claims")}
        ended = {was for was, kind, _ in steps if kind == "gone"}
        past = {was for was, *_ in steps if was} | {was for *_, was in steps if was}
        for was in past - ended:
            assert queries.claim(opened, was).summary.claim.claim_id in now
