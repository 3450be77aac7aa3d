"""Who is told by nothing but what he is: a body by its kind ("the prefecture"), somebody by the body he is of.

The last resort, where nothing else tells who speaks: "the library’s director" speaks for the library, "the police" are
the police of the article, by the one longer name it has for them. Such a name holds within the article alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import structs

from sayso.parties import Noun, look_up, source_nouns
from sayso.statements.naming.firms import FIRMS
from sayso.statements.naming.offices import PREPOSITIONS, QUARTERS, first_preposition, join
from sayso.statements.naming.serving import COUNSEL, is_generic
from sayso.statements.parsed import Token
from sayso.statements.relaying.outlets import is_outlet
from sayso.statements.speaking.bodies import STATES_THEMSELVES, spoken_by_kind
from sayso.statements.speaking.story import Resolved, Story

Reading = Callable[[list[Token]], Resolved]  # one who speaks, by his words

# Houses and places of work: no bodies by themselves, but who speaks for one is told by it ("the airport said"). In the
# table of nouns they would be bodies everywhere: three points of party coverage and precision less on voices-more.
_HOUSES = frozenset(
    """
    abbey admiralty airport archdiocese archive armoury barracks bishopric canton casino castle cathedral chamber
    chancery city clinic county creamery dairy diocese district exchange foundry garage garrison harbour hotel
    insurer kindergarten lab library line mill mine monastery mosque municipality nunciature observatory opera
    opposition parish patrol pharmacy plant port prefecture prison province quarry racecourse railway rectorate refinery
    registry regulator smelter studio supervisor synagogue theatre town township village works workshop yard zoo
    """.split()  # noqa: SIM905 - a list of 80 strings is harder to read
)
# In the table of bodies, but no one of them is told so: outlets bear names, and a state is told by what it is.
_NOT_ALONE = frozenset(
    "broadcaster daily maker magazine media network newspaper outlet paper side site state station team website".split()  # noqa: SIM905
)
# Short for a longer name: alone they tell no body.
_SHORT = frozenset({"agency", "authority", "body", "department", "force", "group", "office", "service"})
_FORMER = frozenset({"former", "retired", "ex", "onetime"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "another", "one", "own"})
_MARKS = frozenset({",", ";", "(", ")", "—", "–", ":"})
_CLAUSES = frozenset({"who", "which", "that", "whose", "whom", "where", "when"})
_WITHIN = frozenset({"at", "in", "of"})  # lead from a body to where it is
# With these before it a noun tells no more of a body than alone.
_LOOSE_ENDS = ("local", "whole", "special", "final", "total", "real")


def as_told(story: Story, found: Resolved, tokens: Sequence[Token], read: Reading) -> Resolved:
    """`found` with the body that the words themselves tell, where it has neither a name nor a party."""
    told = found.speaker
    if told.name is not None or told.party is not None or found.person is not None or found.is_open:
        return found
    words = _first_part(tokens)
    if not words or any(word.tag_ in ("PRP", "PRP$") or word.lower_ == "and" for word in words):
        return found
    if _is_body(_head(words)):
        return found if _is_any_one(tokens[0], words) else _body(story, found, words)
    party = _whose(story, words, read)
    if party is None:
        return found
    why = f"{found.why}; it is told to be of {party}"
    return structs.replace(found, speaker=structs.replace(told, party=party), why=why)


def _head(words: Sequence[Token]) -> Token:
    return words[first_preposition(words) - 1]


def _is_any_one(first: Token, words: Sequence[Token]) -> bool:
    """Whether it is one of many, "a border guard", or a word alone that the parser may have cut off: "jury told"."""
    noun = _noun(_head(words))
    some = words[first_preposition(words) :]  # "a group of doctors"
    of_many = _head(words).lower_ == "group" and bool(some)
    indefinite = first.lower_ in ("a", "an", "another", "one") and (of_many or noun is None or noun.sphere == "state")
    return indefinite or (first is words[0] and len(words) == 1 and not (noun is not None and noun.plural))


def _first_part(tokens: Sequence[Token]) -> list[Token]:
    """The words up to a mark, a clause or a date, without the article before them."""
    end = next((k for k, t in enumerate(tokens) if k and _is_beyond(t)), len(tokens))
    words = [t for t in tokens[:end] if not t.is_space]
    while len(words) > 1 and (words[0].lower_ in _ARTICLES or words[0].tag_ == "CD"):
        words = words[1:]
    return words


def _is_beyond(word: Token) -> bool:
    dated = word.pos_ == "ADP" and word.i + 1 < len(word.doc) and word.nbor().ent_type_ == "DATE"  # "a panel in 2001"
    return dated or word.text in _MARKS or word.lower_ in _CLAUSES


def _noun(word: Token) -> Noun | None:
    return source_nouns().get(word.lower_)


def _is_body(word: Token) -> bool:
    noun = _noun(word)
    if noun is None or not word.text.islower():
        return word.text.lower() in _HOUSES
    return noun.sort == "body" and not (noun.plural and noun.sphere == "any") and word.lower_ not in _NOT_ALONE


def _body(story: Story, found: Resolved, words: Sequence[Token]) -> Resolved:
    name = _told_name(words)
    alone = name.islower() and _head(words) is words[-1]
    names = _longer(story, words) if alone else []
    if _head(words).lower_ in STATES_THEMSELVES - {"government"} or (
        len(words) == 1 and (len(names) > 1 or _are_several(story, words[0]))
    ):
        return found
    name = names[0] if len(names) == 1 else name
    if name in _SHORT:
        return found
    last = next((t for t in reversed(story.turns) if t.person is None and t.speaker.name == name), None)
    party = last.speaker.party if last is not None else None
    speaker = structs.replace(found.speaker, name=name, party=party, named=True, unnamed=None)
    return structs.replace(found, speaker=speaker, why=f"“{found.speaker.description}”: a body told by its kind")


def _are_several(story: Story, word: Token) -> bool:
    """Whether the article tells of two bodies of a kind, or names a firm that may or may not be "the company"."""
    noun = word.lower_
    if noun in FIRMS:
        orgs = {entity.text for entity in story.doc.ents if entity.label_ == "ORG"}
        return any(look_up(name) is None and not is_outlet(name) and not is_generic(name) for name in orgs)
    spoke = {turn.speaker.name for turn in spoken_by_kind(story, noun)}
    return len(story.owners.get(noun, ())) > 1 or len(story.whole_names(noun.capitalize())) > 1 or len(spoke) > 1


def _told_name(words: Sequence[Token]) -> str:
    name = join(words)
    first = words[0]
    return name[0].lower() + name[1:] if first.is_sent_start and not first.ent_type_ and first.text.istitle() else name


def _longer(story: Story, words: Sequence[Token]) -> list[str]:
    """What the article calls a body with a word more: "accident bureau", "court of auditors", "Zenda city hall"."""
    found = set()
    size = len(words)
    for token in story.doc:
        if token.text != words[-1].lower_:
            continue
        first = low = token.i - size + 1
        if low < 0 or [t.lower_ for t in story.doc[low : token.i]] != [t.lower_ for t in words[:-1]]:
            continue
        while size == 1 and low > 0 and _tells_kind(story.doc[low - 1]):
            low -= 1
        while low > 0 and _tells_whose(story.doc[low - 1]):
            low -= 1
        high = token.i + 1
        while high + 1 < len(story.doc) and _tells_more(story.doc[high], story.doc[high + 1], low < first):
            high += 2
        if high - low > size:
            found.add(join(story.doc[low:high]))
    return sorted(found)


def _tells_whose(word: Token) -> bool:
    owns = word.tag_ == "POS" and word.i > 0 and word.doc[word.i - 1].tag_ == "NNP"
    return owns or (word.tag_ == "NNP" and not word.is_sent_start and word.lower_ not in _ARTICLES)


def _tells_more(link: Token, word: Token, whole: bool) -> bool:
    if link.lower_ in _WITHIN and word.tag_ == "NNP" and word.ent_type_ != "DATE":
        return True
    return link.lower_ == "of" and not whole and word.text.islower() and word.tag_ in ("NN", "NNS")


def _tells_kind(word: Token) -> bool:
    if not word.text.islower() or word.lower_.endswith(_LOOSE_ENDS):
        return False
    return word.tag_ == "NN" or (word.tag_ == "JJ" and word.lower_.endswith("al"))


def _whose(story: Story, words: list[Token], read: Reading) -> str | None:
    """The body, or for counsel the client, that somebody or something is told to be of."""
    cut = first_preposition(words)
    head, noun = words[cut - 1], _noun(words[cut - 1])
    former = not _FORMER.isdisjoint(word.lower_ for word in words)
    walk = noun is not None and noun.sphere == "self" and head.lower_ not in COUNSEL
    if noun is None or walk or noun.sort != "person" or head.text[:1].isupper() or former:
        return None
    mark = next((k for k in range(cut - 1, -1, -1) if words[k].tag_ == "POS"), 0)
    if mark:
        return _owner(story, words[:mark], read, head)
    return None


def _owner(story: Story, words: list[Token], read: Reading, head: Token) -> str | None:
    noun = _noun(head)
    if not words or noun is None or words[0].lower_ in PREPOSITIONS or words[0].text in QUARTERS:
        return None
    who = read(words)
    speaker = who.speaker
    if who.person is not None or speaker.person:
        if head.lower_.removesuffix("s") in COUNSEL:
            return speaker.name
        return (speaker.party or speaker.name) if noun.sphere != "self" else None
    if speaker.party or speaker.name:
        return speaker.party or speaker.name
    if not _is_body(_head(words)) or words[-1].lower_ in FIRMS:  # "a memo from the firm": it has a name
        return None
    speaker = _body(story, who, words).speaker
    return speaker.party or speaker.name
