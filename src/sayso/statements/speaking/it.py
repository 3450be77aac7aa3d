"""What "it" and "its" mean where they speak: the body, or the document, that the words before are about."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.parties import source_nouns
from sayso.records import Span
from sayso.statements.naming.names import SHOUTED
from sayso.statements.parsed import Token
from sayso.statements.speaking.story import Story, inside

MOST_OF = 6  # tokens of "of …" behind a subject that are of its name
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def document_before(token: Token) -> list[Token]:
    """The document that the sentence before was about, where "it" opens the next: "*Her report* is long. It says …".

    A sentence that itself is about "it" goes on with the one before.
    """
    sentence = token.sentence
    while token.dep_ == "nsubj" and token.i <= sentence[0] + 1 and sentence[0] > 0:
        sentence = token.doc.sentences[sentence[0] - 1]
        words = [token.doc[k] for k in range(*sentence)]
        if any(word.is_space and "\n" in word.text for word in words[-1:]):
            return []
        head = next((w for w in words if w.dep_ in _SUBJECTS and w.head.dep_ == "ROOT"), None)
        noun = source_nouns().get(head.lower_) if head is not None else None
        if head is None or (noun is None and head.lower_ != "it"):
            return []
        if noun is not None:
            return _words(head) if noun.sort == "document" else []
        token = head
    return []


def subject_before(token: Token) -> list[Token]:
    """The subject of the clause that "it" goes on with: "*Ruritania* built the bridge, and it wants a …"."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.dep_ != "conj":
        return []
    head = next((c for c in verb.head.children if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN")), None)
    return _words(head) if head is not None else []


def meant_by_it(story: Story, token: Token, content: Sequence[Span]) -> list[Token]:
    """The words of the body that the sentence of "it", or the one before, is about; none where a body spoke since."""
    last = story.turns[-1] if story.turns else None
    words = _of_sentence(story, token, content) or _before(story, token, content)
    if not words and (last is None or last.person is not None or last.plural or not last.speaker.named):
        words = _of_content(story, token, content)
    return words if words and (last is None or last.at < words[0].idx) else []


def _of_sentence(story: Story, token: Token, content: Sequence[Span]) -> list[Token]:
    """The body that the sentence of "it" is about, outside of what it says: "*The firm* sued over what it calls …"."""
    head = _subject(story, token.sentence, token.i)
    if head is None or inside(head.idx, content):
        return []
    return _words(head) if _is_body(story, head) else []


def _before(story: Story, token: Token, content: Sequence[Span]) -> list[Token]:
    """The body that the sentence before, in its paragraph, is about: "*The mine* disagrees. All is safe, it says"."""
    first = token.sentence[0]
    while first > 0:
        sentence = token.doc.sentences[first - 1]
        start = token.doc[sentence[0]]
        if story.paragraph(start.idx) != story.paragraph(token.idx):
            return []
        head = _subject(story, sentence, sentence[1])
        if head is None or not (head.lower_ == "it" or inside(head.idx, content)):
            return _words(head) if head is not None and _is_body(story, head) else []
        first = sentence[0]
    return []


def _of_content(story: Story, token: Token, content: Sequence[Span]) -> list[Token]:
    """The body that tells of itself where a paragraph begins: "*The agency* has begun a review, it said"."""
    low, _ = token.sentence
    head = _subject(story, token.sentence, token.i)
    if head is None or not inside(head.idx, content) or not _is_body(story, head):
        return []
    opens = low == 0 or story.paragraph(token.doc[low].idx) > story.paragraph(token.doc[low - 1].idx - 1)
    known = any(mention.start <= head.idx < mention.end for mention in story.mentions)  # of a state others tell too
    return _words(head) if opens and not known else []


def _subject(story: Story, sentence: tuple[int, int], before: int) -> Token | None:
    """The first subject of a main clause of a sentence, before a token, that stands in no quotation."""
    for at in range(sentence[0], min(sentence[1], before)):
        token = story.doc[at]
        if token.dep_ not in _SUBJECTS or any(low <= token.idx < high for low, high in story.quotations):
            continue
        verb = token.head
        if verb.dep_ in ("ROOT", "ccomp", "parataxis", "conj") and token.i < verb.i:
            return token
        return None
    return None


def _is_body(story: Story, head: Token) -> bool:
    """Whether a subject is a body or a document: by its noun, or by a name that is nobody's."""
    if head.text.isupper() and len(head) > SHOUTED:  # of a dateline
        return False
    noun = source_nouns().get(head.lower_)
    if noun is not None:
        return noun.sort in ("body", "document") and not noun.plural
    named = any(sighting.head == head.i for sighting, _ in story.cast.named)
    return head.pos_ == "PROPN" and not (named or head.ent_type_ in ("PERSON", "DATE"))


def _words(head: Token) -> list[Token]:
    """A subject with what stands before it, and with "of …" or "& …" behind: "the union of plant workers"."""
    last = head.i
    for child in head.children:
        if child.i == last + 1 and child.lower_ == "of" and child.right_edge.i - last <= MOST_OF:
            last = child.right_edge.i
    after = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else head
    if after.text == "&" and head.i + 2 < len(head.doc):
        last = head.i + 2
    return [token for token in head.subtree if token.i <= head.i] + [head.doc[k] for k in range(head.i + 1, last + 1)]
