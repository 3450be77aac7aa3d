"""What report and command line read: contested claims, one claim, who, families, search, counts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import made
from sayso.errors import NotFound
from sayso.ledger import Derived, Found, Ledger, RunInfo, open_ledger, queries
from sayso.ledger.queries.search import to_fts
from sayso.records import (
    UNDATED,
    Basis,
    Change,
    ChangeKind,
    Claim,
    CopyLink,
    Dated,
    Direction,
    Known,
    Position,
    Reason,
    Rejected,
    Related,
    Relation,
    Sort,
    Span,
    Speaker,
    Stance,
    Traced,
)

TOLD = made.dispute()
ADA = Known("list-7", Sort.PERSON, "Ada Roe", (), ("Norland",), (), ("aadeor",))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with open_ledger(tmp_path_factory.mktemp("queries") / "matter.db", create=True) as ledger:
        run = ledger.begin_run(RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ()))
        ledger.append(run, "r", TOLD.readings)
        ledger.add_paths(run, [Found(TOLD.readings[0].page.page_id, "pile/a-second-path.txt")])
        ledger.reject(run, [Rejected("x.bin", "x.bin", "pages", Reason.BINARY, "no text")])
        ledger.keep_known(run, [made.known_list(ADA)])
        ledger.keep_owners(run, [made.OWNED])
        ledger.derive(run, Derived(TOLD.traced, TOLD.related, TOLD.identified, timed=TOLD.timed))
        yield ledger


# ---------------------------------------------------------------- claims


def test_a_claim_with_a_side_against_comes_before_one_without(ledger):
    dam, quiet = queries.contested(ledger)
    assert (dam.claim.claim_id, quiet.claim.claim_id) == ("cl1-dam", "cl1-quiet")
    assert dam.holds == queries.Side(("Sudria",), 2)  # three articles, of which one copies another
    assert dam.rejects == queries.Side(("Norland",), 1)
    assert quiet.holds == quiet.rejects == queries.Side()
    assert quiet.declines == ()  # who declined has no known party


SIDES = {  # claim -> positions as (party, stance, articles); the first of two is the more contested
    "more parties on the weaker side": (
        [("A", "asserts", 1), ("B", "confirms", 1), ("C", "denies", 1), ("D", "dismisses", 1)],
        [("A", "asserts", 4), ("B", "asserts", 4), ("E", "asserts", 4), ("C", "denies", 4)],
    ),
    "more parties on both sides": (
        [("A", "asserts", 1), ("B", "asserts", 1), ("C", "denies", 2)],
        [("A", "asserts", 3), ("C", "denies", 2)],
    ),
    "a weightier weaker side before more parties": (
        [("A", "asserts", 3), ("C", "denies", 3)],
        [("A", "asserts", 2), ("B", "asserts", 2), ("C", "denies", 2)],
    ),
    "two parties before one that is of two minds": (
        [("A", "asserts", 1), ("C", "denies", 1)],
        [("A", "asserts", 4), ("A", "denies", 3), ("B", "asserts", 4)],
    ),
    "a party stands where most of its words stand": (
        [("A", "asserts", 3), ("A", "denies", 1), ("C", "denies", 3)],
        [("A", "asserts", 2), ("A", "denies", 3), ("C", "denies", 3)],
    ),
    "a party that is of two minds by all its words on the side it stands on": (
        [("A", "asserts", 3), ("A", "denies", 2), ("C", "denies", 3)],
        [("A", "asserts", 2), ("C", "denies", 2)],
    ),
    "of two minds before of one": (
        [("A", "asserts", 2), ("A", "denies", 2)],
        [("A", "asserts", 5), ("B", "asserts", 5)],
    ),
    "more origins on the weaker side": (
        [("A", "asserts", 2), ("C", "denies", 2)],
        [("A", "asserts", 5), ("C", "denies", 1)],
    ),
    "any opposition before none": (
        [("A", "suggests", 1), ("C", "denies", 1)],
        [("A", "asserts", 5), ("B", "asserts", 5)],
    ),
    "a party known before one unknown": (
        [("A", "asserts", 1), ("C", "denies", 1)],
        [("A", "asserts", 3), (None, "denies", 3)],
    ),
    "declining is no side": (
        [("A", "asserts", 1), ("B", "asserts", 1)],
        [("A", "asserts", 2), ("B", "declines", 2)],
    ),
}


@pytest.mark.parametrize("case", SIDES)
def test_which_of_two_claims_is_the_more_contested(tmp_path, case):
    more, less = SIDES[case]
    pages = [made.page(str(at), f"pile/{at}.txt") for at in range(5)]
    articles = [made.article(page, "Ada Roe said so.") for page in pages]
    said = [made.statement(article, "Ada Roe", "said", "so") for article in articles]
    claims, positions = [], []
    for claim_id, held in (("cl1-a-less", less), ("cl1-b-more", more)):
        ids = tuple(sorted(one.statement_id for one in said))
        claims.append(Claim(claim_id, "so", ids[0], ids))
        for at, (party, stance, count) in enumerate(held):
            theirs = tuple(sorted(one.statement_id for one in said[:count]))
            key = f"{claim_id}-{at}"
            positions.append(
                Position(key, claim_id, party, None, Stance(stance), UNDATED, theirs, count, count, False, "")
            )
    with open_ledger(tmp_path / "matter.db", create=True) as ledger:
        run = ledger.begin_run(RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ()))
        readings = [
            made.reading(*one) for one in zip(pages, ((a,) for a in articles), ((s,) for s in said), strict=True)
        ]
        ledger.append(run, "r", readings)
        ledger.derive(run, Derived(Traced((), ()), Related(tuple(claims), tuple(positions), ())))
        assert [one.claim.claim_id for one in queries.contested(ledger)] == ["cl1-b-more", "cl1-a-less"]


def test_one_claim_has_every_position_with_its_words_in_context(ledger):
    view = queries.claim(ledger, "cl1-dam")
    assert [(one.position.party, one.position.stance) for one in view.positions] == [
        ("Sudria", "asserts"),
        ("Norland", "denies"),
    ]
    asserting, denying = view.positions
    assert [one.path for one in asserting.statements] == ["pile/a-second-path.txt", "pile/copy.txt", "pile/other.html"]
    assert [one.family_id is not None for one in asserting.statements] == [True, True, False]
    (denial,) = denying.statements
    assert (denial.source, denial.cue, denial.content) == ("Ada Roe", "said.", "We built nothing,")
    assert denial.context == '"We built nothing," Norland\'s Ada Roe said.'
    span = denial.context_span
    assert denial.article.text[span.start : span.end] == denial.context
    assert view.unplaced == ()


def test_a_claim_shows_what_tells_a_detail_of_it_and_that_what_it_is_of(tmp_path):
    dam, quiet = TOLD.related.claims
    hung = replace(TOLD.related, claims=(dam, replace(quiet, parent=dam.claim_id)))
    with open_ledger(tmp_path / "matter.db", create=True) as ledger:
        run = ledger.begin_run(RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ()))
        ledger.append(run, "r", TOLD.readings)
        ledger.derive(run, Derived(TOLD.traced, hung))
        above, below = queries.claim(ledger, dam.claim_id), queries.claim(ledger, quiet.claim_id)
        assert (above.parent, [one.claim.claim_id for one in above.details]) == (None, [quiet.claim_id])
        assert (below.parent, below.details) == (dam, ())
        nested = queries.with_details(queries.contested(ledger))
        assert [(one.claim.claim_id, [d.claim.text for d in details]) for one, details in nested] == [
            (dam.claim_id, [quiet.text])
        ]


def test_statements_of_a_claim_without_a_position_are_not_lost(ledger, tmp_path):
    with open_ledger(tmp_path / "matter.db", create=True) as other:
        run = other.begin_run(RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ()))
        other.append(run, "r", TOLD.readings)
        other.derive(run, Derived(TOLD.traced, replace(TOLD.related, positions=())))
        view = queries.claim(other, "cl1-dam")
        assert view.positions == ()
        assert len(view.unplaced) == 4


IDS = [
    ("cl1-dam", "cl1-dam"),  # whole
    ("cl1-d", "cl1-dam"),  # the beginning of one
    ("cl1-", None),  # of several
    ("cl1-damn", None),  # of none
    ("", None),
    ("%", None),  # no pattern
]


@pytest.mark.parametrize(("asked", "found"), IDS)
def test_a_claim_is_found_by_the_beginning_of_its_id(ledger, asked, found):
    if found:
        assert queries.claim(ledger, asked).summary.claim.claim_id == found
    else:
        with pytest.raises(NotFound, match="sayso claims"):
            queries.claim(ledger, asked)


# ---------------------------------------------------------------- who


NAMES = [
    ("Sudria", ("Sudria",), 3, 1),
    ("sudria", ("Sudria",), 3, 1),  # case disregarded
    ("Ada Roe", ("Ada Roe",), 1, 1),  # a speaker
    ("Roe", ("Ada Roe",), 1, 1),  # a word of the name
    ("Norland", ("Norland",), 1, 1),  # a party that another person speaks for
    ("A. Roe", ("Ada Roe",), 1, 1),  # another form of the name
    ("pe1-ada", ("Ada Roe",), 1, 1),  # the id over the pile
    ("list-7", ("Ada Roe",), 1, 1),  # the id in the user's list
]


@pytest.mark.parametrize(("name", "names", "statements", "positions"), NAMES)
def test_who_said_and_holds_what(ledger, name, names, statements, positions):
    found = queries.who(ledger, name)
    assert (found.names, len(found.statements), len(found.positions)) == (names, statements, positions)


@pytest.mark.parametrize(("name", "hint"), [("Sudira", "Near it: Sudria"), ("Xyzzy", "sayso who"), ("", "nobody")])
def test_nobody_of_that_name(ledger, name, hint):
    with pytest.raises(NotFound, match=hint):
        queries.who(ledger, name)


def test_everybody_who_speaks_with_what_there_is_of_them(ledger):
    (ada,) = queries.people(ledger)  # Sudria and a spokesman speak without a name of their own
    assert (ada.person_id, ada.name, ada.aliases, ada.known) == ("pe1-ada", "Ada Roe", ("A. Roe",), "list-7")
    assert (ada.statements, ada.articles, ada.origins) == (1, 1, 1)
    assert (ada.earliest, ada.latest) == ("2031-05-02", "2031-05-02")  # the day of the article: no other is told


@pytest.mark.parametrize(
    ("published", "heard"),
    [
        (
            Dated(None, "2021-01-01", None, Basis.CONTEXT, "since 2021"),
            (None, None),
        ),  # undated all the same
        (Dated(None, None, "2031-05-02", Basis.CONTEXT, "today"), (None, None)),
        (Dated(None, "2031-04-01", "2031-04-30", Basis.CONTEXT, "April"), ("2031-04-01", "2031-04-30")),
    ],
)
def test_since_when_somebody_is_heard_is_said_of_what_is_bounded_on_both_sides(tmp_path, published, heard):
    of = made.article(page := made.page("Ada Roe said it held."), "Ada Roe said it held.", published=published)
    with open_ledger(tmp_path / "a.db", create=True) as held:
        run = held.begin_run(RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ()))
        held.append(run, "r", [made.reading(page, (of,), (made.statement(of, "Ada Roe", "said", "it held"),))])
        (ada,) = queries.people(held)
    assert (ada.earliest, ada.latest) == heard


def test_statements_carry_who_speaks_over_the_pile(ledger):
    said = [one.statement.speaker for one in queries.statements(ledger) if one.statement.speaker.name]
    assert {(one.name, one.id, one.known) for one in said} == {("Ada Roe", "pe1-ada", "list-7")}


def test_what_one_said_stands_in_order_of_day(ledger):
    days = [one.article.published.earliest for one in queries.who(ledger, "Sudria").statements]
    assert days == ["2031-05-02", "2031-05-02", None]


# ---------------------------------------------------------------- families, counts


def test_a_family_has_its_origin_first(ledger):
    (family,) = queries.families(ledger)
    assert [one.placed.path for one in family.members] == ["pile/a-second-path.txt", "pile/copy.txt"]
    assert [len(one.links) for one in family.members] == [0, 1]
    assert family.members[1].links == TOLD.traced.links


def test_the_overview_counts_everything(ledger):
    assert queries.overview(ledger) == queries.Overview(
        pages=3,
        paths=4,
        articles=3,
        versions=0,
        teasers=1,
        copies=1,
        families=1,
        statements=5,
        claims=2,
        positions=3,
        flags=2,
        rejected={"binary": 1, "too-short": 1},
        outlets={"The Quarrel Post": 2},
        undated=0,
        loosely=1,  # some day of May or June
        earliest="2031-05-02",
        latest="2031-05-02",
        stale=False,
    )


def test_an_empty_ledger_has_an_overview(tmp_path):
    with open_ledger(tmp_path / "matter.db", create=True) as ledger:
        assert queries.overview(ledger).articles == 0
        assert queries.contested(ledger) == list(queries.families(ledger)) == list(queries.timeline(ledger)) == []


# ---------------------------------------------------------------- search

SEARCHES = [  # typed, paths of statements found, paths of articles found
    ("dam", ["pile/other.html", "pile/a-second-path.txt", "pile/copy.txt"], 3),  # stems: dammed
    ("proof dam", ["pile/other.html"], 1),  # all words
    ('"proof of a dam"', ["pile/other.html"], 1),  # a phrase
    ("“proof of a dam”", ["pile/other.html"], 1),  # in any quotation marks
    ('"dam a of proof"', [], 0),  # in another order
    ("fisher*", [], 1),  # a beginning
    ("Story", [], 3),  # the title is searched too
    ("nothing-here", [], 0),
    ("", [], 0),
    ("?!", [], 0),  # no word in it
    ('"', [], 0),
    ("dam AND", [], 0),  # AND, OR, NOT are words
    ("lim OR sudria", [], 0),
    ("title:story", [], 0),  # no column filter
    ("^norland", ["pile/a-second-path.txt", "pile/copy.txt"], 3),
]


@pytest.mark.parametrize(("typed", "statements", "articles"), SEARCHES)
def test_search_finds_what_was_typed(ledger, typed, statements, articles):
    hits = queries.search(ledger, typed)
    assert sorted(hit.path for hit in hits if hit.statement_id) == sorted(statements)
    assert sum(hit.statement_id is None for hit in hits) == articles


def test_a_snippet_marks_what_was_found(ledger):
    (hit, _) = queries.search(ledger, '"proof of a dam"', marks=("<", ">"))
    assert hit.snippet == "Sudria has <proof of a dam> on the Lim"
    assert queries.search(ledger, "dam", limit=1)[0].statement_id


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_is_an_error(ledger, typed):
    queries.search(ledger, typed)


@given(st.lists(st.sampled_from(['"', "*", "^", ":", "(", ")", "-", "+", "NEAR", "AND", "a", "{", "\0", "“", " "])))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_syntax_of_the_index_can_be_typed(ledger, pieces):
    queries.search(ledger, "".join(pieces))
    assert to_fts("".join(pieces)).count('"') % 2 == 0


# ---------------------------------------------------------------- the view of words


@pytest.mark.parametrize("count", [1, 2, 12])
def test_a_statement_told_in_pieces_shows_them_all(tmp_path, count):
    text = 'Ada Roe said: "' + ", ".join(f"pièce {at:02}" for at in range(count)) + '"'
    page = made.page("pieces")
    article = made.article(page, text)
    spans = tuple(made.span(text, f"pièce {at:02}") for at in range(count))
    statement = replace(made.statement(article, "Ada Roe", "said", "pièce 00"), content=spans)
    with open_ledger(tmp_path / "matter.db", create=True) as ledger:
        run = ledger.begin_run(RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ()))
        ledger.append(run, "r", [made.reading(page, (article,), (statement,))])
        (quoted,) = queries.quoted(ledger, [statement.statement_id])
        assert quoted.content == " … ".join(f"pièce {at:02}" for at in range(count))
        assert list(ledger.rows("SELECT words FROM current_statements")) == [(quoted.content,)]


def test_a_statement_without_source_has_its_sentence(tmp_path):
    text = "It rained. Nothing happened, reportedly. It rained."
    page = made.page("quiet")
    article = made.article(page, text)
    statement = made.statement(article, "", "reportedly", "Nothing happened", speaker=Speaker())
    with open_ledger(tmp_path / "matter.db", create=True) as ledger:
        run = ledger.begin_run(RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ()))
        ledger.append(run, "r", [made.reading(page, (article,), (statement,))])
        (quoted,) = queries.quoted(ledger, [statement.statement_id])
        assert (quoted.source, quoted.context) == ("", "Nothing happened, reportedly.")
        assert quoted.context_span == Span(11, 40)


def test_views_can_be_looked_at_in_any_program(ledger: Ledger):
    views = [name for (name,) in ledger.rows("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]
    assert {"current_articles", "current_statements", "current_positions", "current_rejected"} <= set(views)
    for view in views:
        shown = list(ledger.rows(f"SELECT * FROM {view}"))
        assert shown or "rul" in view or "refused" in view or "versions" in view, view  # no rulings, no edited page


def test_an_altered_quotation_is_looked_for_in_the_other_articles(tmp_path):
    """Who else has which of the two wordings, and whose words a change is about."""
    told = "“We will not stand on the quay and wave them through,” "
    twisted = "“We shall not sit on the quay and wave them off,” "
    cases = [
        ([], queries.Verdict.NOWHERE, "no other article has either"),
        ([told + "she said."], queries.Verdict.ALTERED, "another has the origin's words"),
        ([told + "she said.", twisted + "said somebody."], queries.Verdict.HELD, "another has the copy's words"),
    ]
    for number, (others, verdict, why) in enumerate(cases):
        texts = [told + "Ada Roe said.", twisted + "Ada Roe said.", *others]
        with open_ledger(tmp_path / f"{number}.db", create=True) as ledger:
            run = ledger.begin_run(RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ()))
            pages = [made.page(text, f"{at}.txt") for at, text in enumerate(texts)]
            articles = [made.article(page, text) for page, text in zip(pages, texts, strict=True)]
            ledger.append(run, "r", [made.reading(of, (it,)) for of, it in zip(pages, articles, strict=True)])
            origin, copy, *_ = articles
            spans = Span(0, len(texts[0])), Span(0, len(texts[1]))
            change = Change(copy.article_id, origin.article_id, ChangeKind.QUOTE, texts[0], texts[1], *spans, 0.9)
            ledger.derive(run, Derived(Traced((), (), (change,)), Related((), (), ())))
            (row,) = queries.changes(ledger)
            assert row.verdict is verdict, why
            assert len(row.held_by) == (verdict is not queries.Verdict.NOWHERE)


TWIN_CASES = [
    (Direction.UNKNOWN, Direction.UNKNOWN, "2031-05-02", ["b.txt", "c.txt"], "either may be the origin"),
    (Direction.UNKNOWN, Direction.EARLIER, "2031-05-02", ["b.txt", "c.txt"], "after both"),
    (Direction.EARLIER, Direction.UNKNOWN, "2031-05-02", ["b.txt"], "the other is known to be a copy itself"),
    (Direction.UNKNOWN, Direction.CREDITED, "2031-05-02", ["b.txt"], "the copy names its origin"),
    (Direction.UNKNOWN, Direction.EARLIER, "2031-05-09", ["b.txt"], "the other came after the copy"),
]


@pytest.mark.parametrize(("twin", "own", "day", "against", "why"), TWIN_CASES)
def test_a_change_is_told_against_each_article_that_may_be_the_origin(tmp_path, twin, own, day, against, why):
    texts = {"b.txt": "Fourteen ships came.", "c.txt": "Harbour. Fourteen ships came.", "a.txt": "Forty ships came."}
    days = dict(zip(texts, ("2031-05-02", day, "2031-05-03"), strict=True))
    pages = {name: made.page(text, name) for name, text in texts.items()}
    dated = {name: Dated(day, day, day, Basis.META, day) for name, day in days.items()}
    origin, other, copy = (
        replace(made.article(page, texts[name]), published=dated[name]) for name, page in pages.items()
    )
    same = ((Span(9, 29), Span(0, 20)),)
    links = (
        CopyLink(other.article_id, origin.article_id, Relation.VERBATIM, 1.0, twin, same, ""),
        CopyLink(copy.article_id, origin.article_id, Relation.EDITED, 0.7, own, (), ""),
    )
    ids, spans = (copy.article_id, origin.article_id), (Span(0, 8), Span(0, 5))
    changes = (
        Change(*ids, ChangeKind.NUMBER, "Fourteen", "Forty", *spans, 0.8),
        Change(*ids, ChangeKind.ADDITION, "", "ships came", None, Span(6, 16), 0.1),
    )
    with open_ledger(tmp_path / "l.db", create=True) as ledger:
        run = ledger.begin_run(RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ()))
        readings = [made.reading(page, (of,)) for page, of in zip(pages.values(), (origin, other, copy), strict=True)]
        ledger.append(run, "r", readings)
        ledger.derive(run, Derived(Traced(links, (), changes), Related((), (), ())))
        rows = list(queries.changes(ledger, every_origin=True))
        assert [row.origin_path for row in rows] == [path for path in against for _ in changes], why
        for row in rows:
            span = row.change.before_span
            assert (row.origin.text[span.start : span.end] if span else "") == row.change.before
        (row, _) = queries.changes(ledger)
        assert [row.origin_path, *row.also] == against, why
        for asked in (("a.txt", "c.txt"), ("c.txt", "a.txt")):
            assert len(list(queries.changes(ledger, *asked))) == len(changes) * ("c.txt" in against), why


def test_a_position_tells_on_which_origins_it_stands(ledger):
    independence = queries.Independence(ledger)
    told = [independence.of(row.position.statement_ids, row.position.origins) for row in queries.positions(ledger)]
    assert all(words[0].isdigit() and " origin" in words and "outlet" in words for words in told)
    assert len(told) == 3
