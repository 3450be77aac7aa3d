"""Where commas part nothing: within the fields of one office, "Secretary for Rivers, Lakes, and Harbours"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.statements.naming.offices import is_body_word, is_person_word
from sayso.statements.parsed import Token

_HEADING = frozenset({"of", "for"})
# Fields in capitals, the last after "and": what a list that goes on with a name is not.
_FIELDS = re.compile(
    r"(?:[A-Z][\w’'-]*(?: (?:and )?[A-Z][\w’'-]*){0,2}, ){1,5}(?:and )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?"
)


def commas_within(tokens: Sequence[Token]) -> frozenset[int]:
    """Token indices of the commas that stand between the fields of an office or a body told in `tokens`."""
    for k, token in enumerate(tokens[1:-1], 1):
        if token.lower_ not in _HEADING or not _heads(tokens[:k]):
            continue
        rest = tokens[k + 1 :]
        text = "".join(word.text_with_ws for word in rest)
        found = _FIELDS.match(text)
        if found is None or " and " not in found.group() or any(t.ent_type_ == "PERSON" for t in rest):
            continue
        end = rest[0].idx + found.end()
        return frozenset(t.i for t in rest if t.text == "," and t.idx < end)
    return frozenset()


def _heads(words: Sequence[Token]) -> bool:
    """Whether an office in a state or a body stands among the words: "Assistant Secretary of State", "Ministry"."""
    heads = [word.text for word in words if word.pos_ in ("NOUN", "PROPN")]
    return any(is_body_word(head) or is_person_word(head) for head in heads)
