"""An article to its statements: who said what, in its headline and its text, with the spans that show it."""

from __future__ import annotations

from sayso.models import Models
from sayso.records import Article, Statement
from sayso.statements.find import find_attributions
from sayso.statements.headline import read_headline
from sayso.statements.parsing import parse
from sayso.statements.reading import read


def extract(article: Article, models: Models) -> tuple[Statement, ...]:
    """Every statement of `article`: those of its headline, then those of its text, each in order of content.

    A function of the article and the models alone.
    """
    doc = parse(article.text, models.nlp)
    said = read(article, doc, find_attributions(article.text, doc, models.tagger))
    return (*read_headline(article, doc, models), *said)
