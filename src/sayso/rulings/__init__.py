"""A person's rulings, laid over what was read. Pure: a function of the sets of rulings, articles and statements.

`uphold` finds what each ruling is about and which of them hold; `ruled_articles`, `ruled_statements` and `with_parties`
lay those over what was read. What changes which things belong together goes into the stages themselves, which take the
same `Upheld`: `trace`, `identify`, `relate`.
"""

from sayso.rulings.anchors import Pile, anchor_article, anchor_statement
from sayso.rulings.applying import refused, ruled, ruled_articles, ruled_statements, with_parties, with_party_names
from sayso.rulings.dates import ruled_date
from sayso.rulings.force import in_force, uphold

__all__ = [
    "Pile",
    "anchor_article",
    "anchor_statement",
    "in_force",
    "refused",
    "ruled",
    "ruled_articles",
    "ruled_date",
    "ruled_statements",
    "uphold",
    "with_parties",
    "with_party_names",
]
