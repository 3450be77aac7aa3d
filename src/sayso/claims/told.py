"""A statement prepared for relating: the words of its content, who does what to whom in it, and which side it takes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from sayso.claims.clauses import bare_words, is_finite
from sayso.claims.flow import Flow
from sayso.claims.lexicon import known_form, words_of
from sayso.claims.negation import is_comparison, main_words, only_contrasts, turns_down, vouches
from sayso.claims.pile import Pile
from sayso.claims.roles import read_flow
from sayso.kept import key_of
from sayso.records import ANSWERS, Act, ActBasis, Mode, Stance, Statement, takes_side
from sayso.text import normalise

# What acts make of a proposition. A warning that it is so asserts it; the others (pledge, demand, …) stay statements.
STANCES = {
    Act.ASSERT: Stance.ASSERTS,
    Act.ACCUSE: Stance.ASSERTS,
    Act.CONFIRM: Stance.CONFIRMS,
    Act.SUGGEST: Stance.SUGGESTS,
    Act.DENY: Stance.DENIES,
    Act.DISMISS: Stance.DISMISSES,
    Act.DECLINE: Stance.DECLINES,
}
SUPPORT = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.SUGGESTS})

_LAST = "9999"  # stands for a day that is not known, for ordering only
_SHOWN = 120  # characters
MIN_TOLD = 2  # parties and content words without the light ones; with fewer there is nothing to compare


class Told(Struct, frozen=True, dict=True):
    """A claim-worthy statement and what `relate` compares; what is read off it is kept, for it is asked for often."""

    statement: Statement
    text: str  # the words of the content, white space collapsed, its spans joined by " … "
    terms: tuple[str, ...]  # content lemmas without parties and words of saying, sorted, each once
    flow: Flow
    origin: str  # family of the article, or the article itself
    story: str  # the article, or the first version of it when its page was fetched again: one report
    cue: str  # the words of saying, as they stand
    before: str  # for a content that is only "which": the words of the sentence that it stands for; empty otherwise
    ruled: Stance | None = None  # the stance that a person ruled it to take; null: none did

    @property
    def statement_id(self) -> str:
        return self.statement.statement_id

    @property
    def article_id(self) -> str:
        return self.statement.article_id

    @cached_property
    def act(self) -> Act:
        """The act, but a denial read from the words themselves ("we never sold it") as the saying of a negated content:
        the negation stands in the words, and would count twice. What a ruling put on a claim says it, if nothing else.
        """
        within = self.statement.act_basis is ActBasis.CONTENT and self.statement.proposition.is_claim
        denies = within and self.statement.act is Act.DENY and self.statement.proposition.negated
        if denies or self.statement.act not in STANCES:
            return Act.ASSERT
        made_up = _MADE_UP if self.statement.act is Act.ACCUSE else _MADE_IT_UP
        if self.statement.act in (Act.ACCUSE, Act.ASSERT) and made_up.search(self.text) is not None:
            return Act.DISMISS
        waved = (
            self.statement.act is Act.DENY and self.points and _WAVES_AWAY.search(f"{self.cue} {self.text}") is not None
        )
        return Act.DISMISS if waved else self.statement.act

    @cached_property
    def negated(self) -> bool:
        """The content says that something is not so; "has never run slower" says how it is."""
        if self.statement.proposition.negated:
            return not is_comparison(self.text) and not only_contrasts(self.text)
        return _NO_SUCH.match(self.text) is not None or turns_down(self.text)

    @property
    def parties(self) -> frozenset[str]:
        return self.flow.parties

    @property
    def party(self) -> str | None:
        return self.statement.speaker.party

    @cached_property
    def contrary(self) -> bool:
        """The words of saying speak against somebody: "insisted that the seal was whole"."""
        return _CONTRARY.search(self.cue) is not None

    @cached_property
    def corrects(self) -> bool:
        """It says what a thing was that others took for something else: "what the plane saw was plankton".

        Of 46 such sayings in the open piles of senses 37 stand against the claim they are on.
        """
        return self.statement.mode is not Mode.DIRECT and _says_what(bare_words(self.text))

    @cached_property
    def vouches(self) -> bool:
        """It says that a thing is as it should be: "all its lines were sound"."""
        return vouches(self.text)

    @cached_property
    def own_denial(self) -> bool:
        """The speaker's side says it does or did not do something, or that there is no such thing.

        That denies what others say of it. "The trains have never run slower", what others do not do, and what one
        will not do deny nothing.
        """
        if _REFUSES.search(main_words(self.text)) is not None:
            return False
        own = self.party is not None and self.party in self.parties
        doing = self.flow.giver == self.party or _NOT_DONE.search(self.text) is not None
        none = _NO_SUCH.match(self.text) is not None or self.found_none
        return self.negated and ((own and doing) or none)

    @cached_property
    def found_none(self) -> bool:
        """It tells what a check did not find: "its instruments had recorded no tremor"."""
        return _FOUND_NONE.search(main_words(self.text)) is not None

    @property
    def when(self) -> tuple[str, str, str]:
        """Orders statements by their first possible day, undated ones last, then by id."""
        said_on = self.statement.said_on
        return said_on.earliest or _LAST, said_on.latest or _LAST, self.statement_id

    @property
    def begins(self) -> int:
        """Where in the article it begins."""
        return self.statement.content[0].start

    @property
    def shown(self) -> str:
        """The words, cut to a length that fits a reason."""
        return self.text if len(self.text) <= _SHOWN else self.text[: _SHOWN - 1].rstrip() + "…"

    @cached_property
    def bare(self) -> bool:
        """It has no words of its own to compare ("nonsense", "no comment"), or only points ("that report, …")."""
        told = len(self.terms) + len(self.parties)
        unworded = not self.statement.proposition.is_claim or not self.terms or told < MIN_TOLD
        return unworded or (self.answers and self.points)

    @cached_property
    def points(self) -> bool:
        """The words only point at what is told elsewhere: "that report", but not "the claim that …"."""
        found = _POINTER.match(self.text)
        return found is not None and found.group(1).lower().removesuffix("s") in words_of("pointing")

    @property
    def answers(self) -> bool:
        """It turns something down: a denial, a dismissal, a refusal to comment."""
        return self.act in ANSWERS


def supports(told: Told) -> bool:
    """Whether it leans towards its words without their negation."""
    return (STANCES[told.act] in SUPPORT) is not told.negated


def prepare(pile: Pile, placed: Collection[str] = frozenset()) -> list[Told]:
    """The statements that take a side, in order of their ids, each once; none of a headline.

    A bare answer is kept: it may attach to the claim it answers. Those in `placed` take part whatever they are.
    """
    by_article: dict[str, dict[str, Statement]] = defaultdict(dict)
    for statement in pile.statements:
        if takes_side(statement) or (statement.statement_id in placed and not statement.headline):
            by_article[statement.article_id][statement.statement_id] = statement
    wanted = [article_id for article_id in by_article if article_id in pile.texts]
    keys = [key_of("told", pile.keys[of], sorted(by_article[of].keys() & placed)) for of in wanted]

    def read(places: list[int]) -> list[list[_Words]]:
        return [_read(by_article[wanted[at]].values(), pile.texts[wanted[at]], placed) for at in places]

    told = [
        _told(by_article[article_id][each.statement_id], each, pile)
        for article_id, words in zip(wanted, pile.kept.of(list[_Words], keys, read), strict=True)
        for each in words
    ]
    return sorted(told, key=lambda item: item.statement_id)


class _Words(Struct, frozen=True):
    """What is read of a statement for its Told."""

    statement_id: str
    text: str
    terms: tuple[str, ...]
    flow: Flow
    cue: str
    before: str


def _read(statements: Iterable[Statement], text: str, placed: Collection[str]) -> list[_Words]:
    """The statements of one article that put something forward or answer it, or are in `placed`."""
    found = []
    for statement in statements:
        words = _words_of(statement, text)
        item = _told(statement, words, None)
        if item.answers or item.act not in _PLAIN or _claims(item) or item.statement_id in placed:
            found.append(words)
    return found


def _claims(item: Told) -> bool:
    """Whether something is put forward as so: no question, wish, promise of one's own, or noun phrase."""
    words = bare_words(item.text)
    indirect = item.statement.mode is not Mode.DIRECT  # "What the gauge shows is a wave" asks nothing
    if (indirect and _QUESTION.match(words) and not _says_what(words)) or _WISH.match(words) or words.endswith("?"):
        return False
    if _PROMISE.match(words) and not item.negated:
        return False
    return is_finite(words) or not _PHRASE.match(words)


def _says_what(words: str) -> bool:
    """ "What the plane saw was plankton": two verbs, the second of which says what it was."""
    found = _CLEFT.match(words)
    return found is not None and is_finite(f"it {found[1].strip()}")


def _words_of(statement: Statement, text: str) -> _Words:
    pieces = [normalise(text[span.start : span.end]) for span in statement.content]
    content = " … ".join(piece for piece in pieces if piece)
    terms = _terms(statement)
    flow = read_flow(
        content,
        statement.proposition,
        statement.speaker.party,
        denied=statement.act is Act.DENY,
        quoted=statement.mode is Mode.DIRECT,
    )
    return _Words(
        statement_id=statement.statement_id,
        text=content,
        terms=terms,
        flow=replace(flow, matter=frozenset(terms), negated=statement.proposition.negated),
        cue=" ".join(text[span.start : span.end] for span in statement.cue),
        before=_antecedent(content, text[: statement.content[0].start]),
    )


def _told(statement: Statement, words: _Words, pile: Pile | None) -> Told:
    of = statement.article_id
    origin, story = (pile.origins.get(of, of), pile.stories.get(of, of)) if pile else (of, of)
    return Told(statement, words.text, words.terms, words.flow, origin, story, words.cue, words.before)


def _antecedent(content: str, text: str) -> str:
    """What a "which" points at: the last words of its sentence before it."""
    if not _RELATIVE.fullmatch(content.strip(" ,.")):
        return ""
    sentence = re.split(r"[.!?]\s|\n", text)[-1]
    return " ".join(sentence.split()[-ANTECEDENT:])


_WORD = re.compile(r"[a-z]")
_QUESTION = re.compile(
    r"(?:how|why|whether|if|when|where|who|whom|what)\b", re.I
)  # "did not say whether …" claims nothing
_CLEFT = re.compile(  # but "what was printed is false" judges others' words
    r"what\b([^.;?]+?)\s(?:is|are|was|were)\s+(?!(?:about|at|being|by|for|going|in|like|on|to|with|correct|false|right|true|untrue"
    r"|wrong)\b)\w",
    re.I,
)
_PLAIN = frozenset({Act.ASSERT, Act.SUGGEST})  # an accusation's or a confirmation's content need be no clause
_WISH = re.compile(
    r"(?:and\s+|but\s+|so\s+)?(?:hopefully|(?:i|we)\s+(?:\w+ly\s+)?(?:hope|wish|want)|let(?:['’]s|\s+us|\s+me)|please|thank|welcome"
    r"|congratulations|good\s+luck|god\s+bless)\b",
    re.I,
)
_PROMISE = re.compile(
    r"(?:and\s+|but\s+|so\s+)?(?:i|we)(?:['’]ll|\s+(?:will|shall)|(?:['’](?:m|re)|\s+(?:am|are))\s+going\s+to)\b", re.I
)
# What begins like this and shows no finite verb is a phrase: "In an interview with …", "of letting the river rise".
_PHRASE = re.compile(r"(?:in|on|at|of|for|with|from|to|as|by|about|during|after|before)\s", re.I)
_NOT_DONE = re.compile(
    r"\b(?:we|i|it|he|she|they)(?:['’](?:ve|d|re|m|s))?\s+(?:\w+\s+){0,2}?(?:\w+n['’]t|not|never|no)\b", re.I
)
_NO_SUCH = re.compile(
    r"(?:that\s+)?(?:there\s+(?:is|are|was|were|(?:has|have|had)\s+been)\s+)?"
    r"(?:no\s+(?!comment|doubt|matter|one|longer)|not\s+(?:a\s+single|one)\b|none\s+of\b)",
    re.I,
)
# What a check did not find there is said not to be: "its instruments had recorded no tremor".
_FOUND_NONE = re.compile(
    r"\b(?:detected|discovered|found|identified|measured|noticed|observed|recorded|registered|saw|seen|showed|shown)\s+"
    r"(?:no|not\s+a\s+single|nothing|none)\b",
    re.I,
)
# "called the report a fairy tale", "rejected it as absurd": turned down without a word to the matter
_WAVES_AWAY = re.compile(
    r"\b(?:dismiss|call|brand|label|describ|brush|scoff|ridicul|mock|laugh|wav)|\breject.*\bas\b", re.I
)
# Who is accused of these told what the accuser says is not so: "accused the union of making up the wage figures". To be
# accused of making up evidence is to be accused of a deed.
_MADE_UP = re.compile(
    r"\bof\s+(?:\w+ly\s+)?(?:fabricating|inventing|concocting|(?:cooking|dreaming|making|trumping)\s+up)\b"
    r"(?!(?:\s+[\w’'-]+){0,3}?\s+(?:evidence|proofs?|documents?|papers|records|letters?|signatures?|samples?|tests?|data|results"
    r"|recordings?|photographs?|pictures|videos?|footage|tapes?|logs?|minutes|receipts?|invoices?|confessions?)\b)",
    re.I,
)
_MADE_IT_UP = re.compile(  # "the union made it up"
    r"\b(?:ma(?:de|ke|king)|dreamt?|dreamed|cooked)\s+(?:all\s+)?(?:it|this|that|them|(?:the|this|that)\s+\w+)\s+up\b",
    re.I,
)
# "We are not going to lower the fare" refuses a deed to come; nothing that was said is turned down by that.
_REFUSES = re.compile(
    r"\b(?:i|we)(?:(?:['’](?:m|re)|\s+(?:am|are))\s+(?:not|never)\s+going\s+to|\s+(?:will|shall|would)\s+(?:not|never)|['’]ll\s+never"
    r"|\s+(?:won|wouldn|shan)['’]t)\b",
    re.I,
)
_CONTRARY = re.compile(
    r"\b(?:insist|maintain|counter|retort|contend|protest|disagree)(?:s|e?d|ing)?\b"
    r"|\b(?:still|continues?\s+to|go(?:es)?\s+on\s+to|keeps?)\s+(?:say|insist|maintain|claim)(?:s|ing)?\b",
    re.I,
)
_RELATIVE = re.compile(r"which|something|a\s+(?:charge|claim)|an\s+(?:accusation|allegation)", re.I)
ANTECEDENT = 12  # words
_POINTER = re.compile(
    r"(?:(?:that|the|this|these|those|such|any|all|both|either|its|their|his|her|\w+['’]s|\w+s['’])\s+)+"
    r"(\w+)(?!\s+(?:that|of|it)\b)",
    re.I,
)


def _terms(statement: Statement) -> tuple[str, ...]:
    proposition = statement.proposition
    light = words_of("light")
    party_words = {word for party in proposition.parties for word in party.lower().split()}
    kept = {
        lemma
        for lemma in proposition.lemmas
        if _WORD.search(lemma)
        and lemma not in light
        and lemma not in party_words
        and known_form(lemma.upper() if len(lemma) <= 3 else lemma.capitalize()) is None
    }
    return tuple(sorted(kept))
