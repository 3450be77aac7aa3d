"""What `relate` knows of the articles that its statements stand in, and what it kept of them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sayso.kept import Kept, key_of
from sayso.records import Article, CopyLink, Family, Statement, first_versions


class Pile(Struct, frozen=True):
    """Statements and their articles, each a part of the pile for what depends on nothing else but its own."""

    statements: Sequence[Statement]
    texts: Mapping[str, str]  # by article id, as all of these
    keys: Mapping[str, bytes]  # a digest of an article's text and statements
    origins: Mapping[str, str]  # the family; an article that is in none is left out
    stories: Mapping[str, str]  # the first version of the same page; likewise
    links: Sequence[CopyLink]
    kept: Kept


def pile_of(
    statements: Sequence[Statement],
    articles: Iterable[Article],
    families: Iterable[Family] = (),
    links: Sequence[CopyLink] = (),
    kept: Kept | None = None,
) -> Pile:
    """The pile of these; a statement whose article is not given is left out later on."""
    texts = {article.article_id: article.text for article in articles}
    by_article: dict[str, dict[str, Statement]] = defaultdict(dict)
    for statement in statements:
        by_article[statement.article_id][statement.statement_id] = statement
    return Pile(
        statements,
        texts,
        {of: key_of(text, sorted(by_article[of].items())) for of, text in texts.items()},
        {article_id: family.family_id for family in families for article_id in family.article_ids},
        first_versions(links),
        links,
        kept or Kept(),
    )
