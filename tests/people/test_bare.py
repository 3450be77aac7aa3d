"""Bare names are placed as a plain reading of the rule would: each held against all that is told of everybody."""

from __future__ import annotations

import sys

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pile import Voice, pile

from sayso.people.bare import is_bare, placed
from sayso.people.bearers import MISREAD, Bearer, parties_held, read_bearers
from sayso.people.joining import Group, joined
from sayso.people.matter import Matters
from sayso.people.parting import conflicting, near_in_time

TOLD = (
    st.sampled_from(["president", "president", None, "foreign minister", "farmer"]),
    st.sampled_from(["Norland", "Norland", "Sudria"]),
    st.sampled_from(["2024-05", "2024-05", "2031-05", ""]),
)
NAMES = st.sampled_from([(), (), ("Osser",), ("Osser", "Halvane"), ("Osser", "Halvane", "Tace")])
BESIDES = st.sampled_from(["", "", "", "The judge heard Ada Roe.", "The judge heard Bo K. Roe and Ada Roe."])
FULL = st.builds(Voice, st.sampled_from(["Ada Roe", "Ada Roe", "Ada Roe", "Bo Roe", "Roe Mun Il"]), *TOLD, told=NAMES)
BARE = st.builds(Voice, st.sampled_from(["Roe", "Roe", "Roe", "J. Roe", "van Roe"]), *TOLD, told=NAMES, besides=BESIDES)


def near_of(groups: list[Group], bearer: Bearer) -> tuple[list[Group], list[Group]]:
    """Who bears the last word of a bare name at all, and whose family name it is."""
    words = bearer.name.words
    bearing = [g for g in groups if len(words[-1]) > 1 and any(words[-1] in name.words for name in g.names)]
    near = [
        g
        for g in bearing
        if any(words == ((n.family,) if n.is_family_first else n.words[-len(words) :]) for n in g.names)
    ]
    return bearing, near


def holder_of(near: list[Group], bearer: Bearer) -> Group | None:
    def holding(group: Group) -> int:
        if bearer.party is None or conflicting(group.bearers, [bearer]):
            return 0
        told = (b for b in group.bearers if b.party == bearer.party and bearer.sole & {o.title for o in b.offices})
        return sum(near_in_time(b.days, bearer.days) for b in told)

    counts = sorted(map(holding, near))
    if not counts or counts[-1] == 0 or sum(counts[:-1]) * MISREAD > counts[-1]:
        return None
    return max(near, key=holding)


def named_in_full(near: list[Group], bearer: Bearer, matters: Matters) -> tuple[Group | None, Group | None, int]:
    """The one whom the article names in full; else one it may be, and how many things put it into his matter."""
    fitting = [
        group
        for group in near
        if not any(name.is_family_first for name in group.names)
        and bearer.sole <= {o.title for b in group.bearers for o in b.offices}
        and not conflicting(group.bearers, [bearer])
        and any(near_in_time(b.days, bearer.days) for b in group.bearers)
    ]
    told = matters.named_in_full(bearer.article_id, "Roe") if fitting else frozenset()
    meant = [g for g in fitting if all(any(n.words[0] == own.words[0] for own in g.names) for n in told)]
    if told or not fitting:
        return (meant[0] if len(meant) == 1 else None), next(iter(fitting), None), 0
    (group, *_) = fitting
    parties = {bearer.party, *parties_held(group.bearers)}
    there = {name for b in group.bearers for name in matters.around(b.article_id)}
    shared = (matters.names(bearer.article_id) & there) - {"roe", "van"} - {str(party).lower() for party in parties}
    alike = {o.title for o in bearer.offices} & {o.title for b in group.bearers for o in b.offices}
    in_context = next(iter(parties_held(group.bearers)), None) in bearer.context
    return None, group, len(shared) + (bool(alike) or in_context or matters.is_one) if shared else 0


def by_matter(groups: list[Group], bare: list[Bearer], matters: Matters) -> dict[Bearer, Group]:
    found, only, near_it = {}, [], {}
    for bearer in bare:
        bearing, near = near_of(groups, bearer)
        full, one, evidence = named_in_full(near, bearer, matters)
        if full is not None:
            found[bearer] = full
        elif one is not None and len(bearing) == 1:
            only.append(bearer)
            near_it |= {bearer: one} if evidence > 1 else {}
    return {**found, **(near_it if 2 * len(near_it) > len(only) else {})}


def standing_out(near: list[Group], bearer: Bearer) -> Group | None:
    def articles(group: Group) -> int:
        return len({b.article_id for b in group.bearers})

    counts = sorted(map(articles, near))
    if not counts or counts[-1] < MISREAD or sum(counts[:-1]) * MISREAD > counts[-1]:
        return None
    group = max(near, key=articles)
    party = next(iter(parties_held(group.bearers)), None)
    fits = party is not None and party in bearer.context and bearer.party in (None, party)
    held = bearer.sole <= {o.title for b in group.bearers for o in b.offices}
    near_it = any(near_in_time(b.days, bearer.days) for b in group.bearers)
    return group if fits and held and near_it and not conflicting(group.bearers, [bearer]) else None


@given(full=st.lists(st.tuples(FULL, st.sampled_from([1, 12, 25])), max_size=5), bare=st.lists(BARE, max_size=5))
@example(  # told of another party once: one bare name against that one telling is no misreading
    full=[
        (Voice("Ada Roe", "president", "Norland", "2024-05"), 25),
        (Voice("Ada Roe", "president", "Sudria", "2024-05"), 1),
    ],
    bare=[Voice("Roe", "president", "Norland", "2024-05")],
)
@settings(max_examples=250, deadline=None)
def test_each_bare_name_goes_where_all_that_is_told_of_everybody_puts_it(full, bare):
    told = pile([*(voice for voice, times in full for _ in range(times)), *bare])
    bearers, matters = read_bearers(*told), Matters(*told)
    groups, _ = joined([b for b in bearers if b.is_person and not is_bare(b)])
    bare = [b for b in bearers if is_bare(b)]
    result = placed(groups, bare, matters)
    members = [list(group.bearers) for group in groups]
    left, alone = [], []
    near_to = {bearer: near_of(groups, bearer) for bearer in bare}
    holders = {bearer: holder_of(near, bearer) or standing_out(near, bearer) for bearer, (_, near) in near_to.items()}
    holders |= by_matter(groups, [bearer for bearer in bare if holders[bearer] is None], matters)
    for bearer in bare:
        bearing, holder = near_to[bearer][0], holders[bearer]
        if holder is not None:
            members[groups.index(holder)].append(bearer)
            assert all(holder.shown in result.joined[of] for of in bearer.statement_ids)
        elif bearer.party and bearer.sole and all(conflicting(group.bearers, [bearer]) for group in bearing):
            alone.append(bearer)
        else:
            left.append(bearer)
    assert [list(group.bearers) for group in result.groups[: len(groups)]] == members
    assert [one.bearer for one in result.left] == left
    assert sorted(b.statement_ids for g in result.groups[len(groups) :] for b in g.bearers) == sorted(
        b.statement_ids for b in alone
    )


def calls_of_placing(articles: int) -> int:
    """Python calls that placing the bare names of a pile takes, which is told of three people by full name and bare."""
    told = [Voice("Ada Roe", "president", "Norland", "2031-05"), Voice("Bo Cole", None, "Sudria", "2031-05")]
    bare = [Voice("Roe", "president", "Norland", "2031-05"), Voice("Cole", None, "Sudria", "2031-05")]
    told.append(Voice("Cy Ek", None, None, "2031-05", told=("Osser", "Halvane")))
    bare.append(Voice("Ek", None, None, "2031-05", told=("Osser", "Halvane")))
    statements, of = pile((told + bare) * articles)
    bearers, matters = read_bearers(statements, of), Matters(statements, of)
    groups, _ = joined([b for b in bearers if not is_bare(b)])
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    sys.setprofile(count)
    try:
        placed(groups, [b for b in bearers if is_bare(b)], matters)
    finally:
        sys.setprofile(None)
    return counted


def test_the_work_for_a_bare_name_does_not_grow_with_the_pile():
    calls_of_placing(4)  # what is looked up once a process is looked up here
    assert calls_of_placing(120) <= 3.2 * calls_of_placing(40)
