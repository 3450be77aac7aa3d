"""Who wrote an article that says "I": signature, note on the author, byline; and when nobody is taken for it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import made
from sayso.records import Block, BlockKind
from sayso.statements.speaking.writers import read_writer

SAID = "I doubt that it rained."
CASES = [
    # what ends the text, the byline, the writer with role and body
    ("\n\nAnn Roe is a former envoy and the author of a novel.", None, ("Ann Roe", None, None), "a note on the author"),
    # The blocks of an article stand apart by a blank line.
    ("\n\nAnn Roe\n\nSecretary, Friends of Tar", None, ("Ann Roe", "secretary", "Friends of Tar"), "signed"),
    (
        "\n\nAnn Roe\n\nChief Engineer",
        None,
        ("Ann Roe", "chief engineer", None),
        "a role in capitals is no name",
    ),
    ("\n\nAnn Roe\n\nZenda", None, ("Ann Roe", None, None), "signed, with a town"),
    ("\n\nAnn Roe\n\nBo Ek", None, None, "a list of names at the end signs nothing"),
    ("\n\nAnn Roe\n\u2003\u2003", None, ("Ann Roe", None, None), "only white space under the name"),
    ("", "Ann Roe", ("Ann Roe", None, None), "the byline"),
    ("", "By Ann Roe", ("Ann Roe", None, None), "the byline with its word"),
    ("", "By Roe", None, "that word is no given name"),
    ("", "Staff", None, "no name in the byline"),
    ("", "Ann Roe July", None, "a byline that runs on into its day"),
    ("\n\nAnn Roe is an envoy.", "Bo Ek", None, "two may be meant"),
    ("\n\nAnn Roe", "Bo Roe", None, "two of one family"),
    ("\n\nAnn Roe", "Dr Ann B. Roe", ("Ann Roe", None, None), "the same with a title and an initial"),
    ("\n\nAnn Roe", "A. Roe", ("Ann Roe", None, None), "the same in two forms"),
    ("\n\nBorder Guard", None, None, "a body signs for nobody"),
    ("\n\nAnn Roe left the room before the vote was taken.", None, None, "a sentence is no signature"),
    ("", None, None, "nothing is told"),
]


@pytest.mark.parametrize(("end", "byline", "expected", "why"), CASES, ids=[case[3] for case in CASES])
def test_writer(end: str, byline: str | None, expected: tuple[str, str | None, str | None] | None, why: str) -> None:
    article = replace(made.article(made.page(why), SAID + end), byline=byline)
    found = read_writer(article)
    assert (None if found is None else (found.name, found.role, found.body)) == expected


BELOW = [
    (("Yours faithfully,", "Ann Roe"), "Ann Roe", "a letter's close that was cut off"),
    (("Yours faithfully,", "Ann Roe", "Secretary, Friends of Tar"), "Ann Roe", "the same with what she is"),
    (("Related Stories", "Ann Roe"), None, "other words below a story are no signature"),
]


@pytest.mark.parametrize(("below", "name", "why"), BELOW, ids=[case[2] for case in BELOW])
def test_what_was_cut_off_counts_where_a_letter_is_closed(below: tuple[str, ...], name: str | None, why: str) -> None:
    article = made.article(made.page(why), SAID)
    blocks = (*article.blocks, *(Block(BlockKind.CHROME, None, None, text) for text in below))
    found = read_writer(replace(article, blocks=blocks))
    assert (None if found is None else found.name) == name
