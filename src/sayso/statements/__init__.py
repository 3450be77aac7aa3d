"""An article to its statements: who said what, in its headline and its text, with the spans that show it."""

from __future__ import annotations

from sayso.models import Models
from sayso.records import Article, Statement
from sayso.statements.finding.find import find_attributions
from sayso.statements.headline import read_headline
from sayso.statements.reading import read
from sayso.statements.senses import with_senses
from sayso.statements.tagging.tag import see


def extract(article: Article, models: Models) -> tuple[Statement, ...]:
    """Every statement of `article`: those of its headline, then those of its text, each in order of content.

    A function of the article and the models alone.
    """
    seen = see(article.text, models)
    said = with_senses(read(article, seen.doc, find_attributions(seen, models.tagger)), seen.pieces, models.senses)
    return (*read_headline(article, seen.doc, models), *said)
