"""An article to its statements: who said what, in its headline and its text, with the spans that show it."""

from __future__ import annotations

from msgspec import Struct

from sayso.models import Models
from sayso.records import Article, Statement
from sayso.statements.finding.find import find_attributions
from sayso.statements.finding.own_voice import in_own_voice
from sayso.statements.headline import read_headline
from sayso.statements.reading import read
from sayso.statements.tagging.pieces import Pieces
from sayso.statements.tagging.tag import see
from sayso.statements.voicing.voices import read_voiced


class Extracted(Struct, frozen=True):
    """What one article says that somebody said."""

    statements: tuple[Statement, ...]  # those of its headline, then those of its text, each in order of content
    pieces: Pieces  # word pieces of its text, which `senses.with_senses` reads again


def extract(article: Article, models: Models) -> tuple[Statement, ...]:
    """Every statement of `article`: those of its headline, then those of its text, each in order of content.

    A function of the article and the models alone. What each means where it stands is not read here: relating needs
    that, and it costs as much again as half the network (`senses.py`).
    """
    return extract_with_pieces(article, models).statements


def extract_with_pieces(article: Article, models: Models) -> Extracted:
    """The statements of `article` as `extract` gives them, and the word pieces that they were found in."""
    seen = see(article.text, models)
    voiced = read_voiced(article)
    with seen.doc as doc:
        found = in_own_voice(article, find_attributions(seen, models.tagger), voiced)
        said = read(article, doc, found, voiced)
        return Extracted((*read_headline(article, doc, models), *said), seen.pieces)
