"""An article to its statements: who said what, with the spans that show it."""

from __future__ import annotations

from sayso.models import Models
from sayso.records import Article, Statement
from sayso.statements.find import find_attributions
from sayso.statements.parsing import parse
from sayso.statements.reading import read


def extract(article: Article, models: Models) -> tuple[Statement, ...]:
    """Every statement of `article`, in text order. A function of the article and the models alone."""
    doc = parse(article.text, models.nlp)
    return read(article, doc, find_attributions(article.text, doc, models.tagger))
