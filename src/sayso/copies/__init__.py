"""copies: articles to copy links and families. A pure function of the set of articles.

Near-verbatim copies: candidates share rare word shingles (`candidates`); pairs are aligned word by word (`align`);
words outside quotation marks decide whether it is a copy (`judging`). Reworded copies: stories that share rare words
and tell the same sentence by sentence (`rewrites`). Credit and dates tell the origin (`credits`, `direction`), else who
signs is a guess that `why` names; each copy is tied to one origin (`families`). What a copy altered is read passage by
passage (`passages`, `changes`, `terms`). A page fetched again is tied to what it held before (`versions`).
"""

from sayso.copies.independence import by_owner
from sayso.copies.ruled import ruled_copies
from sayso.copies.taken_back import gone_articles, taken_back
from sayso.copies.tracing import trace
from sayso.copies.versions import Shared, shared_addresses, with_versions

__all__ = [
    "Shared",
    "by_owner",
    "gone_articles",
    "ruled_copies",
    "shared_addresses",
    "taken_back",
    "trace",
    "with_versions",
]
