"""How well statements are grouped into claims, against piles with true positions. For tests and training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sayso.ledger.queries import PlacedStatement
from sayso.records import Related
from scoring import Gold, anchored


def labelled(gold: Gold, placed: Iterable[PlacedStatement]) -> dict[str, str]:
    """By statement: the claim of the true position whose words it covers best, whoever is said to hold it.

    So grouping is measured apart from finding speakers and parties.
    """
    by_path: dict[str, list[PlacedStatement]] = {}
    for each in placed:
        if not each.statement.headline:
            by_path.setdefault(each.path, []).append(each)
    found: dict[str, str] = {}
    for true in gold["positions"]:
        covering = [
            (size, each.statement.statement_id)
            for each in by_path.get(true["file"], ())
            if (size := anchored(each, true["quote"]))
        ]
        if covering:
            found.setdefault(max(covering)[1], true["claim_id"])
    return found


def bcubed(truth: Mapping[str, str], related: Related) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998); a statement on no claim stands alone."""
    claim_of = {statement_id: claim.claim_id for claim in related.claims for statement_id in claim.statement_ids}
    items = [(true, claim_of.get(statement_id, statement_id)) for statement_id, true in truth.items()]
    if not items:
        return 0.0, 0.0, 0.0
    both, of_true, of_found = Counter(items), Counter(t for t, _ in items), Counter(f for _, f in items)
    precision = sum(both[item] / of_found[item[1]] for item in items) / len(items)
    recall = sum(both[item] / of_true[item[0]] for item in items) / len(items)
    return precision, recall, 2 * precision * recall / (precision + recall)
