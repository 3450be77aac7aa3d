"""Whose voice words are in that nobody is told to say."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sayso.records import Span


class Standing(StrEnum):
    """What somebody is to a page that is in his voice; the value is the words a reader of `why` sees."""

    PUBLISHER = "publishes the page"
    WRITER = "wrote it"
    SENDER = "signs the letter"
    ANSWERER = "answers the questions"


class Author(Struct, frozen=True):
    """One in whose voice words of a page are."""

    name: str
    standing: Standing
    named_in: str  # the line of the page that names him
    state: str | None = None  # the state a body is of, as the page tells it; null: none told
    role: str | None = None  # of a person; null: none told
    body: str | None = None  # that the role is of; null: none told

    @property
    def person(self) -> bool:
        """Whether it is a person; bodies publish."""
        return self.standing is not Standing.PUBLISHER

    @property
    def why(self) -> str:
        """One sentence."""
        return f"{self.name} {self.standing.value}: “{self.named_in}”"


class Voiced(Struct, frozen=True):
    """A paragraph in somebody's own voice."""

    span: Span
    author: Author
    question: Span | None = None  # that it answers, when it is the first paragraph of an answer; null: none
