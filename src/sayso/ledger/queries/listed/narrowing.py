"""A `Filter` as a condition in SQL over `lists.said`."""

from __future__ import annotations

from sayso.ledger.queries.listed.lines import Filter

_LAST = "￿"  # sorts after whatever continues an ISO prefix


def narrowed(by: Filter) -> tuple[str, list[object]]:
    """A condition over `lists.said s`, and the values it takes. Without any wish it is TRUE."""
    conditions, values = [], []
    for column in ("party", "person_id", "speaker", "stance", "act", "outlet"):
        wanted = getattr(by, column)
        if wanted is not None:
            conditions.append(f"s.{column} = ?")
            values.append(wanted)
    if by.claim_id is not None:
        conditions.append("s.statement_id IN (SELECT c.statement_id FROM lists.claim_said c WHERE c.claim_id = ?)")
        values.append(by.claim_id)
    if by.since:
        conditions.append("s.latest >= ?")
        values.append(by.since)
    if by.until:
        conditions.append("s.earliest <= ?")
        values.append(by.until + _LAST)
    if by.undated:
        conditions.append("s.earliest IS NULL")
    if by.origin:
        conditions.append("s.origin = 1")
    return " AND ".join(conditions) or "TRUE", values
