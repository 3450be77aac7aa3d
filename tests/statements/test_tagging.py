"""The tagger: pieces and windows of any text, decoding against brute force, and files that are missing or damaged."""

from __future__ import annotations

import re
import shutil
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.errors import ModelMissing
from sayso.models import DATA, Models, load_tagger, model_names
from sayso.settings import Settings
from sayso.statements.finding.surety import FEATURES
from sayso.statements.tagging.decode import TAGS, decode, log_softmax, viterbi
from sayso.statements.tagging.pieces import WINDOW, encode, slots, windows
from sayso.statements.tagging.tag import see

ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from("aZé \n\t\"“”‘’'.,:—«»\x00\u0301\u200d\ufeff😀👩🏽‍🚒한국東京İßﬁ𝔘"), st.characters(codec="utf-8")
    ),
    max_size=300,
)


@settings(deadline=None, max_examples=60)
@given(ODD)
@example("[CLS] he said [SEP]\n[MASK]")
@example("e\u0301" * 50 + " 😀" * 50)
@example("a" * 3000)
def test_every_piece_stands_where_it_says(models: Models, text: str) -> None:
    pieces = encode(text, models.tagger.tokenizer)
    assert (pieces.starts[1:] >= pieces.starts[:-1]).all()
    assert (pieces.ends > pieces.starts).all() or not text.strip()
    assert pieces.ends.max(initial=0) <= len(text)
    assert "\n" not in "".join(text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True))
    covered = [k for low, high in pieces.paragraphs for k in range(low, high)]
    assert covered == list(range(len(pieces.ids)))


@settings(deadline=None, max_examples=60)
@given(ODD, st.integers(8, WINDOW), st.integers(0, 7))
def test_windows_hold_every_piece_once_and_no_more_than_they_may(
    models: Models, text: str, limit: int, shorter: int
) -> None:
    pieces = encode(text, models.tagger.tokenizer)
    made = windows(pieces, limit, shorter)
    assert [k for window in made for low, high in window for k in range(low, high)] == list(range(len(pieces.ids)))
    for window in made:
        places = slots(window)
        assert len(places) <= limit
        assert places[0] == -1
        assert places[-1] == -1
        assert (places == -1).sum() == len(window) + 1


def test_a_long_text_is_read_in_parts_as_it_is_read_whole(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f"“Line {k} held,” said Ada Roe. Ölfeld 東京 {k}" for k in range(400))
    whole = encode(text, models.tagger.tokenizer)
    monkeypatch.setattr("sayso.statements.tagging.pieces.CHUNK", 900)
    monkeypatch.setattr("sayso.statements.tagging.pieces._CHUNK", re.compile(r"(?s).{1,900}(?:\n|\Z)"))
    parts = encode(text, models.tagger.tokenizer)
    assert (whole.ids == parts.ids).all()
    assert (whole.starts == parts.starts).all()
    assert (whole.first == parts.first).all()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        (" \n\n ", "white space"),
        ("\x00\x00", "control characters have no pieces"),
        ("😀" * 500, "no word"),
        ("word " * 20_000, "a paragraph of 100 kB"),
    ],
)
def test_texts_without_attributions_give_none_and_do_not_fail(models: Models, text: str, why: str) -> None:
    assert [one for one in see(text, models).found if one.cue] == [], why


@settings(deadline=None, max_examples=25)
@given(ODD)
def test_spans_lie_in_the_text_and_do_not_depend_on_what_follows_in_other_windows(models: Models, text: str) -> None:
    told = "“We won,” said Ada Roe, the mayor. She denied that the dam fell.\n"
    found = see(told + text, models).found
    for one in found:
        for span in (*one.source, *one.cue, *one.content):
            assert 0 <= span.start < span.end <= len(told + text)
    assert found == see(told + text, models).found


def allowed(path: tuple[int, ...]) -> bool:
    return all(tag % 2 or not tag or before in (tag, tag - 1) for before, tag in zip((0, *path), path, strict=False))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32), st.integers(1, 4))
def test_viterbi_finds_what_trying_all_sequences_finds(seed: int, length: int) -> None:
    emissions = log_softmax(np.random.default_rng(seed).normal(size=(length, len(TAGS))).astype(np.float32) * 3)
    best = max(
        (path for path in product(range(len(TAGS)), repeat=length) if allowed(path)),
        key=lambda path: sum(float(emissions[k, tag]) for k, tag in enumerate(path)),
    )
    assert tuple(viterbi(emissions.tolist())) == best


def sure(tags: list[int], cue: dict[int, int], source: dict[int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Numbers of a network that has no doubt: `tags` a place, pointers from place to place."""
    size = len(tags)
    scores = np.zeros((size, len(TAGS)), np.float32)
    scores[np.arange(size), tags] = 20
    pointers = []
    for links in (cue, source):
        pointer = np.zeros((size, size), np.float32)
        for at, to in links.items():
            pointer[at, to] = 20
        pointers.append(pointer)
    return scores, pointers[0], pointers[1]


def test_two_contents_of_one_cue_are_one_attribution_and_a_cue_may_name_nobody() -> None:
    #        CLS  “we  won  she  said  it  was  SEP
    tags = [0, 5, 6, 1, 3, 5, 6, 0]
    whole = [np.arange(1, 7)]
    (one,) = decode(*sure(tags, {1: 4, 2: 4, 5: 4, 6: 4}, {4: 3}), whole)
    assert (one.source, one.cue, one.content) == ((3,), (4,), ((1, 2), (5, 6)))
    (nobody,) = decode(*sure(tags, {1: 4, 2: 4, 5: 4, 6: 4}, {4: 0}), whole)
    assert nobody.source == ()


def test_a_content_that_points_to_no_cue_is_told_without_one() -> None:
    tags = [0, 5, 6, 1, 3, 0, 0, 0]
    (one,) = decode(*sure(tags, {1: 6, 2: 6}, {4: 3}), [np.arange(1, 7)])
    assert (one.source, one.cue, one.content) == ((), (), ((1, 2),))


def test_a_run_never_leaves_its_paragraph() -> None:
    tags = [0, 3, 5, 0, 6, 6, 0]  # an inside tag at the head of the second paragraph has nothing to go on with
    scores, cue, source = sure(tags, {2: 1, 4: 1, 5: 1}, {1: 0})
    contents = [
        words for one in decode(scores, cue, source, [np.array([1, 2]), np.array([4, 5])]) for words in one.content
    ]
    assert all(set(words) <= {2} or set(words) <= {4, 5} for words in contents)


def test_the_model_card_is_of_the_network_that_ships(models: Models) -> None:
    definition = models.tagger.definition
    card = Path(__file__).parents[2] / "training" / "attribution" / "MODEL_CARD.md"
    assert definition.network_sha256 in card.read_text(encoding="utf-8")
    assert (DATA / definition.network).stat().st_size < 30_000_000
    assert len(definition.calibration) == len(FEATURES) + 1


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for path in DATA.glob("attribution*"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path / "attribution.json"


@pytest.mark.parametrize("name", ["attribution.json", "attribution.onnx", "attribution.tokenizer.json"])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied.parent / name).unlink()
    with pytest.raises(ModelMissing, match=rf"{name}.*missing.*Install sayso again"):
        load_tagger(copied)


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("attribution.onnx", lambda data: data[:-1]),
        ("attribution.onnx", lambda data: data[:1000] + bytes([data[1000] ^ 1]) + data[1001:]),
        ("attribution.tokenizer.json", lambda _: b""),
        ("attribution.json", lambda data: data[:20]),
        ("attribution.json", lambda _: b"\xff\xfe"),
    ],
)
def test_a_damaged_file_is_named(copied: Path, name: str, damage) -> None:  # type: ignore[no-untyped-def]
    path = copied.parent / name
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ModelMissing, match=rf"{name}.*damaged.*Install sayso again"):
        load_tagger(copied)


def test_a_missing_definition_is_told_before_anything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.models.TAGGER", tmp_path / "attribution.json")
    with pytest.raises(ModelMissing, match="missing"):
        model_names(Settings())
