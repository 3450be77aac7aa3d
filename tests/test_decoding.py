"""Bytes to text, and mojibake mended with every code point's place kept."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.decoding import decode, is_binary, mend

ENCODED = [
    (b"Plain words.", "Plain words.", "utf-8"),  # the common case
    (codecs.BOM_UTF8 + "Näh".encode(), "Näh", "utf-8"),  # a mark is dropped
    ("Näh".encode("utf-16"), "Näh", "utf-16"),  # a mark decides over everything
    ('<meta charset="koi8-r">Привет'.encode("koi8-r"), '<meta charset="koi8-r">Привет', "koi8-r"),  # declared
    (
        '<meta charset="iso-8859-1">“x”'.encode("cp1252"),
        '<meta charset="iso-8859-1">“x”',
        "iso-8859-1",
    ),  # as browsers do
    ('<meta charset="no-such">né'.encode(), '<meta charset="no-such">né', "utf-8"),  # an unknown name is no obstacle
    ('<meta charset="ascii">né'.encode(), '<meta charset="ascii">né', "utf-8"),  # valid UTF-8 is never an accident
]


@pytest.mark.parametrize(("body", "text", "encoding"), ENCODED)
def test_decode(body, text, encoding):
    decoded = decode(body)
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_undeclared_windows_text_is_guessed():
    body = "The minister said: “We never opened the gates.” He left for the café.".encode("cp1252")
    assert "We never opened the gates" in decode(body).text
    assert "caf" in decode(body).text


@given(st.binary(max_size=300))
def test_decode_never_fails(body):
    decode(body)


def test_binary_is_told_from_text():
    assert is_binary(bytes(range(256)) * 10)
    assert not is_binary("Näh\r\n\t\x0c".encode() * 10)
    assert not is_binary("Näh".encode("utf-16"))


def test_mend_keeps_places():
    broken = "plain\nShe said â€œnoâ€\x9d at the cafÃ©.\nend"
    mended = mend(broken)
    assert mended.text == "plain\nShe said “no” at the café.\nend"
    assert mended.places == 3
    for at, place in enumerate(mended.positions):
        assert place < 0 or broken[place] == mended.text[at]


@given(st.text(max_size=200))
def test_mend_positions_rise_and_match(text):
    mended = mend(text)
    assert len(mended.positions) == len(mended.text)
    kept = [p for p in mended.positions if p >= 0]
    assert kept == sorted(set(kept))
