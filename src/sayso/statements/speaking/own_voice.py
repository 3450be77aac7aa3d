"""The speaker that an author is, and the words by which he tells himself: "we", "our officers", "the Ministry"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from sayso.parties import source_nouns
from sayso.records import Speaker
from sayso.statements.naming.phrases import Phrase
from sayso.statements.parsed import Token
from sayso.statements.speaking.story import Resolved, Story, known
from sayso.statements.voicing.authors import Author, Standing
from sayso.statements.voicing.publishers import speaks_of

_WE = frozenset({"we", "us", "ourselves", "our"})
_I = frozenset({"i", "me", "myself", "my"})
# Whom a body calls "our …" and who speak for it; a supplier, a client, a neighbour of ours does not.
_OURS = frozenset(
    """
    board branch branches chairman colleagues company council crews department director directors engineers experts firm
    force government house investigators lawyers leadership management members ministry office officers organisation
    organization people police president secretary spokesman spokesperson spokeswoman staff steward stewards team teams
    union workers
    """.split()  # noqa: SIM905 - a list of 40 strings is harder to read
)


def own_words(story: Story, tokens: Sequence[Token]) -> Author | None:
    """The author whose own voice a source stands in and who is meant by it; None for anybody else."""
    author = story.author_at(tokens[0].idx)
    if author is None:
        return None
    first, last = tokens[0], tokens[-1]
    if len(tokens) == 1:
        return author if first.lower_ in (_I if author.person else _WE | _I) and first.text != "US" else None
    if author.person:
        return None
    if first.lower_ == "our":
        return author if last.lower_ in _OURS else None
    words = [token.text for token in tokens if token.tag_ != "DT"]
    whole = author.name.split()
    return author if words and (words == [speaks_of(author.name)] or words == whole[: len(words)]) else None


def by_author(story: Story, author: Author, description: str | None = None) -> Resolved:
    """Who an author is: of a person all that the article tells of him, of a body the party that it is or serves."""
    if author.standing is Standing.PUBLISHER:
        return Resolved(Speaker(author.name, description, party=_party(story, author), named=True), author.why)
    noun = (author.role or "").split()[-1:]
    phrase = Phrase(
        author.name,
        person=author.name,
        role=author.role,
        affiliation=author.body,
        party=author.body,
        noun=noun[0] if noun and noun[0] in source_nouns() else None,
    )
    candidates = story.cast.who(phrase)
    if len(candidates) == 1:
        found = known(candidates[0], phrase, description or author.name, author.why)
        return structs.replace(found, speaker=structs.replace(found.speaker, name=author.name))
    speaker = Speaker(
        author.name, description, author.role, author.body, author.body or author.name, named=True, person=True
    )
    return Resolved(speaker, author.why)


def _party(story: Story, author: Author) -> str | None:
    """The state that a body of one is of, as the head or the text tells it; a body of no state speaks for itself."""
    if author.state is not None:
        return author.state
    noun = source_nouns().get(speaks_of(author.name).lower())
    if noun is None or noun.sphere != "state":
        return author.name
    owners = story.owners.get(speaks_of(author.name).lower(), {})
    return next(iter(owners)) if len(owners) == 1 else None
