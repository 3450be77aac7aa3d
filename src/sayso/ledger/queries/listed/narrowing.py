"""A `Filter` as a condition in SQL over `lists.said`, or over `lists.articles`."""

from __future__ import annotations

from sayso.ledger.queries.listed.lines import Filter

_LAST = "\uffff"  # sorts after whatever continues an ISO prefix
_COLUMNS = ("party", "person_id", "speaker", "stance", "act", "outlet")

# Statements stand in the order of their first day. One that may be of a time begins no earlier than the earliest
# period that reaches into it; so few are looked at, however long the pile is.
_REACHING = """
    s.rank >= (SELECT min(f.rank) FROM lists.said f
      WHERE f.earliest = (SELECT min(d.earliest) FROM lists.days d WHERE d.latest >= ?))"""
_LAST_BEGUN = """
    (SELECT f.rank FROM lists.said f WHERE f.earliest <= ? ORDER BY f.earliest DESC, f.rank DESC LIMIT 1)"""


def narrowed(by: Filter) -> tuple[str, list[object]]:
    """A condition over `lists.said s`, and the values it takes. Without any wish it is TRUE."""
    conditions, values = [], []
    for column in _COLUMNS:
        wanted = getattr(by, column)
        if wanted is not None:
            conditions.append(f"s.{column} = ?")
            values.append(wanted)
    if by.claim_id is not None:
        conditions.append("s.statement_id IN (SELECT c.statement_id FROM lists.claim_said c WHERE c.claim_id = ?)")
        values.append(by.claim_id)
    if by.since:
        conditions += [_REACHING, "s.latest >= ?"]
        values += [by.since, by.since]
    if by.until:
        conditions.append(f"s.rank <= {_LAST_BEGUN}")
        values.append(by.until + _LAST)
    if by.undated:
        conditions.append(f"s.rank > coalesce({_LAST_BEGUN}, 0)")
        values.append(_LAST)
    if by.origin:
        conditions.append("s.origin = 1")
    return " AND ".join(conditions) or "TRUE", values


def narrowed_articles(by: Filter) -> tuple[str, list[object]]:
    """The same over `lists.articles a`; of the filter, outlet, days and origins count."""
    told = {
        "a.outlet = ?": by.outlet,
        "a.latest >= ?": by.since,
        "a.earliest <= ?": by.until and by.until + _LAST,
        "a.origin = ?": by.origin,
    }
    wishes = {condition: value for condition, value in told.items() if value}
    return " AND ".join(wishes) or "TRUE", list(wishes.values())
