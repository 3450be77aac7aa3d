"""The texts annotated by hand: the reader gives back exactly what was marked, and refuses what was marked badly."""

from __future__ import annotations

from collections import defaultdict

import pytest

from annotated import FOLDER, ROLES, Annotated, MarkupError, parse_annotated, read_annotated

TEXTS = read_annotated()
HEAD = "# genre: none\n---\n"


def marked(found: Annotated) -> str:
    """The file of a text: its statements written back as markup."""
    tags: defaultdict[tuple[int, int, str], list[str]] = defaultdict(list)
    for number, statement in enumerate(found.statements, 1):
        for letter, role in ROLES.items():
            for start, end in statement[role]:
                tags[start, end, letter].append(str(number))
    out, done = [f"# genre: {found.genre}\n---\n"], 0
    for (start, end, letter), numbers in sorted(tags.items()):
        out += [found.text[done:start], "{", letter, ",".join(numbers), "|", found.text[start:end], "}"]
        done = end
    return "".join([*out, found.text[done:]])


@pytest.mark.parametrize("found", TEXTS, ids=lambda found: found.name)
def test_a_text_and_its_statements_written_back_are_the_file(found: Annotated) -> None:
    assert not set("{}") & set(found.text)
    assert marked(found) == (FOLDER / f"{found.name}.txt").read_bytes().decode()


@pytest.mark.parametrize("found", TEXTS, ids=lambda found: found.name)
def test_a_span_begins_and_ends_with_what_it_names(found: Annotated) -> None:
    for statement in found.statements:
        assert statement["content"]
        assert statement["cue"]
        for start, end in (span for spans in statement.values() for span in spans):
            piece = found.text[start:end]
            assert piece == piece.strip()
            assert "\n" not in piece


def test_the_set_is_large_and_has_every_kind() -> None:
    statements = [statement for found in TEXTS for statement in found.statements]
    assert len(statements) >= 400
    assert len({found.genre for found in TEXTS}) >= 24
    assert any(not statement["source"] for statement in statements)
    assert any(len(statement["content"]) > 2 for statement in statements)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param("{s1|Roe} {c1|said} {t1|no}.", "first two lines", id="no header"),
        pytest.param(HEAD + "{s1|Roe} {c1|said} {t1|no.", "line 3: stray brace", id="a tag is not closed"),
        pytest.param(HEAD + "\n{s1|Roe}} {c1|said} {t1|no}.", "line 4: stray brace", id="a tag is closed twice"),
        pytest.param(HEAD + "{s1|{s2|Roe}} {c1|said} {t1|no}.", "stray brace", id="a tag stands in a tag"),
        pytest.param(HEAD + "{x1|Roe} {c1|said} {t1|no}.", "stray brace", id="no such role"),
        pytest.param(HEAD + "{s1|} {c1|said} {t1|no}.", "stray brace", id="a tag holds nothing"),
        pytest.param(HEAD + "{s1|Roe} {c1|said}.", "statement 1 has no content", id="no content"),
        pytest.param(HEAD + "{s2|Roe} {c1|said} {t1|no}.", "out of order", id="the numbers begin at 2"),
        pytest.param(HEAD + "{t1|A}, {s1|he} {c1|said}. {t3|B}, {s3|he} {c3|said}.", "out of order", id="a gap"),
        pytest.param(HEAD + "{s2,1|Roe} {c1|said} {t1|no}.", "out of order", id="a shared source names them backwards"),
        pytest.param(HEAD + "{s0|Roe} {c0|said} {t0|no}.", "out of order", id="the numbers begin at 0"),
    ],
)
def test_bad_markup_is_refused_with_its_place(raw: str, message: str) -> None:
    with pytest.raises(MarkupError, match=f"^invented: .*{message}"):
        parse_annotated("invented", raw)


def test_a_span_may_serve_two_statements_and_a_role_may_have_two_spans() -> None:
    found = parse_annotated("invented", HEAD + "{t1|A}, {s1,2|Roe} {c1|said}, {t1|B}, {c2|adding} {t2|C}.")
    assert found.text == "A, Roe said, B, adding C."
    assert found.statements == [
        {"source": [[3, 6]], "cue": [[7, 11]], "content": [[0, 1], [13, 14]]},
        {"source": [[3, 6]], "cue": [[16, 22]], "content": [[23, 24]]},
    ]
