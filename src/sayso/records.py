"""Every record that crosses a seam between stages, and its id. Standard library and msgspec only.

Offsets are Unicode code points, half-open `[start, end)`. Dates are ISO 8601 prefixes of the precision that is
known (`2031-05-02`, `2031-05`, `2031`). A field that may be null says what null means. Ids are a kind, a scheme
version and a hash of named fields (`st1-9f2c…`): the same input gives the same id on every machine.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum

import msgspec
from msgspec import Struct

ID_HEX = 16  # 64 bits of BLAKE2b: a collision is expected past about 4 billion rows of one kind


def make_id(kind: str, *fields: object) -> str:
    """A reproducible id `<kind>1-<16 hex>` from the named fields of a record.

    `kind` is two letters (`pg ar tm cp ch st cl po fa fl pe kn ru`). Fields are str, int, None, or msgspec-encodable
    tuples and structs of these; they are hashed with their types kept apart (`1` and `"1"` differ).
    """
    packed = msgspec.msgpack.encode(fields)
    return f"{kind}1-{hashlib.blake2b(packed, digest_size=ID_HEX // 2).hexdigest()}"


# ---------------------------------------------------------------- shared pieces


class Span(Struct, frozen=True, order=True):
    """`[start, end)` in code points into `Article.text`, unless the field's own comment says otherwise."""

    start: int
    end: int


class Basis(StrEnum):
    """Where a date came from."""

    JSONLD = "jsonld"
    META = "meta"  # a <meta> or <time> element, or a field of the scraper's record
    URL = "url"
    HEADER = "header"  # a line of the page above the article
    DATELINE = "dateline"
    TEXT = "text"  # told in the running text
    CONTEXT = "context"  # inferred from relative words or neighbours
    RULING = "ruling"  # a person says so; the evidence is who


class Alternative(Struct, frozen=True):
    """A date that was considered and lost."""

    iso: str
    basis: Basis
    evidence: str  # the words it was read from
    why: str  # one sentence: why it lost


class Dated(Struct, frozen=True):
    """A date with its precision and its evidence. All null: unknown.

    Evidence beside nulls: words that would tell the day if it were known what they count from ("on Tuesday").
    """

    iso: str | None = None  # the known prefix; null when only an interval, or nothing, is known
    earliest: str | None = None  # first possible day, YYYY-MM-DD; null = no lower bound known
    latest: str | None = None  # last possible day, YYYY-MM-DD; null = no upper bound known
    basis: Basis | None = None  # null exactly when nothing is known
    evidence: str = ""  # the words it was made from, verbatim
    span: Span | None = None  # of the evidence in `Article.text`; null when it stands outside the text
    alternatives: tuple[Alternative, ...] = ()
    why: str = ""  # how it was inferred (basis CONTEXT); empty: as written


UNDATED = Dated()


class TimexType(StrEnum):
    """TIMEX3 types (TimeML 1.2.1)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Timex(Struct, frozen=True):
    """One time expression read in a text, with its TIMEX3 value."""

    span: Span
    type: TimexType
    value: str  # TIMEX3 value: "2031-05-02", "2031-W18", "P2Y", "XXXX-WXX-5" when no anchor is known
    iso: str | None = None  # ISO prefix when the value is a calendar period that has one; null otherwise
    earliest: str | None = None  # first day of the period; null when not anchored to the calendar
    latest: str | None = None  # last day of the period; null likewise


# ---------------------------------------------------------------- pages and articles


class Given(Struct, frozen=True):
    """What the record that carried a page says about it (a scraper's JSON line). Null: it says nothing."""

    url: str | None = None
    title: str | None = None
    published: str | None = None  # as written in the record, not yet parsed
    outlet: str | None = None
    byline: str | None = None


class Capture(Struct, frozen=True):
    """What the archive that holds a page says of it. The same page captured twice is one page with two captures."""

    record: str | None = None  # WARC-Record-ID or Message-ID; null: the input has none
    at: str | None = None  # when it was captured, as told; null: not told
    digest: str | None = None  # of the payload, as the archive keeps it ("sha1:…"); null: it keeps none


class Page(Struct, frozen=True):
    """The bytes of one document as fetched. `page_id` hashes body, media type and `given`: never path or capture."""

    page_id: str
    uri: str | None  # its address on the web, when told; null otherwise
    path: str  # the input as given: "pile/a.html", "pile/a.zip!b.txt", "pile/a.jsonl#12", "a.warc!2031…/https://…"
    sha256: str  # of `body`
    size: int  # bytes of `body`
    media_type: str  # "text/html", "text/plain", "application/pdf", or that of .docx
    fetched_at: str | None  # ISO 8601; null unless the input tells it (a file's own time is no evidence)
    body: bytes
    given: Given = Given()
    capture: Capture = Capture()


class BlockKind(StrEnum):
    """What a block of a page is. Only PARAGRAPH, HEADING, QUOTE and LIST stand in `Article.text`."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"  # a crosshead inside the story
    QUOTE = "quote"
    LIST = "list"
    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    CAPTION = "caption"
    CHROME = "chrome"  # menus, share and subscribe lines, comment boxes, category lines
    TEASER = "teaser"  # the stub of another story
    REPEAT = "repeat"  # a passage the page tells twice, second telling
    PULL_QUOTE = "pull-quote"  # words of the story set large beside it
    NEWSLETTER = "newsletter"  # a box that asks for the reader's address
    COMMENT = "comment"  # what readers wrote below


class Block(Struct, frozen=True):
    """One block of the page that belongs to an article."""

    kind: BlockKind
    span: Span | None  # in `Article.text`; null when the block is kept out of the text
    page_span: Span | None  # in the decoded page; null for HTML
    text: str = ""  # the words of a block kept out of the text; empty when `span` is set
    note: str = ""  # why it is what it is, when that is not plain from the kind


class Teaser(Struct, frozen=True):
    """The stub of another story on a page. None of its words belong to the article."""

    title: str
    text: str  # title and blurb as they stand
    page_span: Span | None  # in the decoded page; null for HTML


class Article(Struct, frozen=True):
    """One story cut out of a page.

    `text` is the story without title, byline, captions and chrome; its paragraphs are joined by one blank line.
    `offsets` maps it to the decoded page: runs `(text_start, page_start, length)` in text order, each of which copies
    `length` code points one to one; characters of the text in no run stand for white space or mended characters.
    Empty for HTML.
    """

    article_id: str
    page_id: str
    ordinal: int  # place on the page, from 0
    title: str | None  # null: none was recognised
    byline: str | None  # as it stands, without "By"; null: none
    outlet: str | None  # null: the page does not tell
    agency: str | None  # the wire agency credited ("AP"); null: none credited
    dateline: str | None  # place as it stands ("OSLO, Norway"); null: none
    language: str  # ISO 639-1
    published: Dated
    text: str
    blocks: tuple[Block, ...]
    teasers: tuple[Teaser, ...]
    times: tuple[Timex, ...]  # in text order, values read against `published`
    offsets: tuple[tuple[int, int, int], ...]
    page_span: Span | None  # from title to last block in the decoded page; null for HTML
    notes: tuple[str, ...] = ()  # what was done to it: "mojibake mended in 3 places"
    sheets: tuple[tuple[int, int], ...] = ()  # (text_start, number from 1) of the sheets of a PDF; empty: it is none


class Reason(StrEnum):
    """Why something was not read."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_SHORT = "too-short"
    TOO_LARGE = "too-large"
    LANGUAGE = "language"
    INDEX = "index-page"  # links and stubs, no story
    SCANNED = "scanned"  # pictures of pages, without the words in them
    TOO_SLOW = "too-slow"  # it took longer than a page may
    UNREADABLE = "unreadable"  # permission, I/O error
    MISSING = "missing"  # the path is gone
    DAMAGED = "damaged"  # a truncated archive, a line that is no JSON
    UNSAFE = "unsafe"  # a member name that leaves the archive, a bomb
    UNKNOWN_TYPE = "unknown-type"
    FORBIDDEN = "forbidden"  # robots.txt asks us not to
    FAILED = "failed"  # a stage failed on it; the detail names the error


class Rejected(Struct, frozen=True):
    """An input, or a part of one, that was not read, and why."""

    subject_id: str  # a page_id or article_id; the path itself when no page could be made
    path: str
    stage: str  # "pages" or "articles" or "statements"
    reason: Reason
    detail: str  # one sentence with the numbers


class Fetch(Struct, frozen=True):
    """One answered request for an address of the web."""

    at: str  # ISO 8601, UTC
    url: str  # as asked for, without credentials and fragment
    final_url: str  # after redirects
    status: int  # 200, or 304: as it was before
    etag: str | None  # null: the server told none
    last_modified: str | None  # null likewise
    sha256: str | None  # of the body; null: 304
    archive: str | None  # name of the WARC file in the folder beside the ledger; null: kept in none


# ---------------------------------------------------------------- copies


class Relation(StrEnum):
    """How much a copy left of its origin's words."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    REWRITTEN = "rewritten"
    EXCERPT = "excerpt"


class Direction(StrEnum):
    """How it is known which of two is the origin."""

    CREDITED = "credited"  # the copy names its source
    EARLIER = "earlier"  # by date only
    RULED = "ruled"  # a person says so
    UNKNOWN = "unknown"


class CopyLink(Struct, frozen=True):
    """Words in `copy_id` that were taken from `origin_id`."""

    copy_id: str
    origin_id: str
    relation: Relation
    share: float  # 0..1, part of the copy's words covered by `pairs`
    direction: Direction
    pairs: tuple[tuple[Span, Span], ...]  # (in copy, in origin), in copy order
    why: str  # one sentence a reader can check
    trifles: int = 0  # places where only spelling, form or house style differ: not among the changes


class Family(Struct, frozen=True):
    """Articles joined by copy links. An article that copies nothing and is not copied has none."""

    family_id: str
    origin_id: str  # the root
    article_ids: tuple[str, ...]  # sorted; the root included
    why: str
    not_held: str | None = None  # the agency that several credit and whose own report is none of them; null: no such


class ChangeKind(StrEnum):
    """What a copy altered, the gravest first: what changes who claims what comes before what is only left out."""

    QUOTE = "quote"
    NUMBER = "number"
    NEGATION = "negation"
    ATTRIBUTION = "attribution"
    NAME = "name"
    DATE = "date"
    HEDGE = "hedge"
    TERM = "term"
    OMISSION = "omission"
    ADDITION = "addition"


class Change(Struct, frozen=True):
    """One thing a copy altered. Spans are null on the side where nothing stands."""

    copy_id: str
    origin_id: str
    kind: ChangeKind
    before: str  # the origin's words; empty for an addition
    after: str  # the copy's words; empty for an omission
    before_span: Span | None  # in the origin's text
    after_span: Span | None  # in the copy's text
    gravity: float = 0.0  # 0..1, how much it changes what is claimed; the changes of a copy are ordered by it


# ---------------------------------------------------------------- statements


class Mode(StrEnum):
    """How much of the content stands in quotation marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Act(StrEnum):
    """What a statement does."""

    ASSERT = "assert"
    ACCUSE = "accuse"
    CONFIRM = "confirm"
    SUGGEST = "suggest"
    DENY = "deny"
    DISMISS = "dismiss"
    DECLINE = "decline"
    PLEDGE = "pledge"
    WARN = "warn"
    DEMAND = "demand"
    CONDEMN = "condemn"
    PRAISE = "praise"
    ASK = "ask"
    OTHER = "other"


class Standing(StrEnum):
    """How a role that is told of somebody stands to the time of the article."""

    HELD = "held"
    ACTING = "acting"  # "acting", "interim", "caretaker"
    FORMER = "former"  # "former", "ex-", "retired", "who was minister until 2031"
    THEN = "then"  # held at the time that is told of: "then-minister", "minister at the time"
    ELECT = "elect"  # not yet held: "president-elect", "incoming", "-designate"


class Role(Struct, frozen=True):
    """One role that an article tells of a person. Two roles at two times are two of these."""

    title: str  # "deputy foreign minister"; "former", "acting" and the like are in `standing`
    affiliation: str | None  # the body told with it; null: none told
    party: str | None  # whom it serves by these words; null: not told with it
    standing: Standing
    span: Span  # of the words that tell it
    when: Dated = UNDATED  # when it was held, as far as told with it ("from 2029 to 2031"); undated: not told


class SourceKind(StrEnum):
    """What an unnamed source is told to be."""

    OFFICIAL = "official"
    DIPLOMAT = "diplomat"
    MILITARY = "military"
    POLICE = "police"
    EXPERT = "expert"
    RESIDENT = "resident"
    WITNESS = "witness"
    COMPANY = "company"  # somebody at a firm
    DOCUMENT = "document"
    OTHER = "other"


class Unnamed(Struct, frozen=True):
    """A source that is told of without its name."""

    kind: SourceKind
    count: int | None  # "an official" 1, "two officials" 2; null: several, not told how many
    reason: str | None = None  # why no name is given, verbatim ("on condition of anonymity"); null: not told
    span: Span | None = None  # of `reason`; null: not told


class ActBasis(StrEnum):
    """What the act was read from."""

    CUE = "cue"  # the word of saying: "denied"
    CONSTRUCTION = "construction"  # what stands with it: a negation, particle, object, idiom ("did not confirm")
    CONTENT = "content"  # the words said: “We never sold it”, “no comment”


class Endorsement(StrEnum):
    """What the writer's word of saying implies of what is said (Kiparsky & Kiparsky 1970, Karttunen 1971)."""

    ENDORSES = "endorses"  # it takes it for so: "admitted", "acknowledged", "revealed"
    NEUTRAL = "neutral"  # "said", "told"; also where the cue is negated or not in the lexicon
    DISTANCES = "distances"  # it leaves it to the speaker, with doubt: "claimed", "alleged", "boasted", "insisted"


class Speaker(Struct, frozen=True):
    """Who said it, as far as the words tell."""

    name: str | None = None  # canonical within the article; null: unnamed or unresolved
    description: str | None = None  # the source as told ("a harbour official"); null: no source stands
    role: str | None = None  # "foreign minister"; null: not told
    affiliation: str | None = None  # the body, "Foreign Ministry"; null: not told
    party: str | None = None  # on whose behalf: "Norway", "Acme Corp", a person's own name; null: unknown
    named: bool = False  # a person or body is named
    unnamed: Unnamed | None = None  # what an unnamed source is; null: named, unresolved, or no source stands
    roles: tuple[
        Role, ...
    ] = ()  # all that the article tells of the speaker, in text order; `role` is the one meant here
    person: bool = False  # the one named is a person; False: a state, body, firm or outlet, or nobody is named
    id: str | None = None  # of the person or body over the pile; null until `identify`, and where a name may be several
    known: str | None = None  # the id in the list of people given with --known; null: in none, or more than one fits


class Relay(Struct, frozen=True):
    """One link between speaker and page: a news agency, newspaper, broadcaster."""

    name: str
    span: Span


class Aimed(Struct, frozen=True):
    """Somebody an act is aimed at or said to, as told."""

    span: Span
    name: str | None = None  # a party or a person, canonical within the article; null: unnamed or unresolved


class Proposition(Struct, frozen=True):
    """What a statement says, prepared for comparison. Words are lemmas in lower case, in order of the text."""

    lemmas: tuple[str, ...]  # content words, names included
    parties: tuple[str, ...]  # parties named or meant ("we" is the speaker's party), first mention first
    names: tuple[str, ...]  # other proper names
    negated: bool  # the main predicate is negated ("have never sent")
    hedged: bool  # "may", "appears to", "is believed to"
    is_claim: bool  # False for questions, wishes, threats, pledges, and contents that assert nothing
    asserted_by: str | None = None  # in "denied US claims that P": the party said to assert P; null: nobody named
    sense: bytes = b""  # what is meant, in its place: a unit vector times 127 in signed bytes; empty: not read


class Statement(Struct, frozen=True):
    """One act of saying. Span tuples are in text order and do not overlap.

    All its spans, those of `via` and `said_on` too, point into one string: `sayso.text.told_in` gives it.
    """

    statement_id: str
    article_id: str
    source: tuple[Span, ...]  # empty: nobody is named as speaking
    cue: tuple[Span, ...]
    content: tuple[Span, ...]  # never empty
    mode: Mode
    act: Act
    negated: bool  # the cue stands under negation ("did not confirm"); `act` already reflects it
    speaker: Speaker
    via: tuple[Relay, ...]  # nearest to the speaker first
    said_on: Dated
    proposition: Proposition
    score: float  # 0..1
    why: str
    method: str  # which reader found it: "quote", "parse", …
    headline: bool = False  # it is told in the title: its spans point into `Article.title`, not into `Article.text`
    act_basis: ActBasis = ActBasis.CUE  # CONTENT beside `deny`: the negation stands in `proposition`, as `negated`
    target: tuple[Aimed, ...] = ()  # who is accused, condemned, praised, called on; empty: nobody, or not told
    addressee: tuple[Aimed, ...] = ()  # to whom it is said: "told *reporters*"; empty: not told
    endorsement: Endorsement = Endorsement.NEUTRAL
    hedge: tuple[Span, ...] = ()  # the words that hedge what is said: "may", "is believed"; empty: none do


# ---------------------------------------------------------------- people over the pile


class Sort(StrEnum):
    """What somebody in a list of known people and bodies is."""

    PERSON = "person"
    BODY = "body"  # a ministry, court, agency, outlet, or anything else that acts as one
    STATE = "state"
    FIRM = "firm"
    MOVEMENT = "movement"


class KnownRole(Struct, frozen=True):
    """A role somebody holds by a user's own list."""

    title: str  # in the form of `offices.read_office`
    party: str | None  # whose office it is; null: not told
    since: str | None = None  # first day, an ISO prefix; null: not told
    until: str | None = None  # last day likewise


class Known(Struct, frozen=True):
    """What one line of a user's list tells of a person or body. Several lines may tell of one `known_id`."""

    known_id: str  # as the list has it
    sort: Sort | None  # null: this line tells a role alone
    name: str  # empty: likewise
    aliases: tuple[str, ...]
    parties: tuple[str, ...]  # states or others it may speak for; empty: not told
    roles: tuple[KnownRole, ...]
    keys: tuple[str, ...]  # `names.key_of` name and aliases, sorted, each once


class KnownList(Struct, frozen=True):
    """A user's list, read whole and without a fault."""

    list_id: str  # hashes what it tells, whatever its path or format
    path: str  # as given
    entries: int  # people and bodies
    chunks: tuple[bytes, ...]  # each zlib over a MessagePack array of Known, in the order of the file


class Held(Struct, frozen=True):
    """A role told of a person over the pile."""

    title: str  # as told most
    party: str | None  # null: not told with it
    earliest: str | None  # first day an article that tells it may be of; null: none of them is dated
    latest: str | None  # last day likewise
    articles: int


class Person(Struct, frozen=True):
    """One person or body over the pile."""

    person_id: str
    name: str  # the form told in most articles, or that of the user's list
    is_person: bool  # False: a state, body, firm or outlet
    aliases: tuple[str, ...]  # other forms told, sorted; of the list, only those that are told
    parties: tuple[str, ...]  # those told in more than one article first; empty: nobody's but its own
    roles: tuple[Held, ...]  # by first day, then title
    known: str | None  # its id in the user's list; null: in none, or more than one fits
    why: str  # how its names were found to be one's; empty: it bears one name


class Spoken(Struct, frozen=True):
    """Who over the pile a statement is of."""

    statement_id: str
    person_id: str | None  # null: a bare name that may be several people's, who are named in `why`
    why: str  # empty: by its name


class Identified(Struct, frozen=True):
    """What `identify` gives back."""

    people: tuple[Person, ...]  # by id
    spoken: tuple[Spoken, ...]  # by statement; none for a statement whose speaker is not named
    unclear: tuple[str, ...] = ()  # what in the user's lists fits more than one, a sentence each


def as_identified(said: Statement, person: Person | None, why: str) -> Statement:
    """The statement with the speaker that it has over the pile. `why` is that of its `Spoken`."""
    told = said.speaker
    told_why = f"{said.why}; {why}" if why else said.why
    if person is None:
        return msgspec.structs.replace(said, why=told_why)
    alone = told.party in (None, told.name) and person.is_person
    party = told.party
    # Whom one serves in the office told here is known from other articles; where none is told, from more than one.
    served = {
        held.party
        for held in person.roles
        if held.party and (held.title == told.role.casefold() if told.role else held.articles > 1)
    }
    if alone and len(served) == 1:
        (party,) = served
        told_why += f"; “{person.name}” speaks for {party}: so other articles tell"
    elif alone and party is not None:
        party = person.name
    elif party is None and told.person and not person.is_person and len(person.parties) == 1:
        party = person.parties[0]  # a state that this article alone takes for somebody's name
    speaker = msgspec.structs.replace(
        told,
        name=person.name,
        party=party,
        person=told.person and person.is_person,
        id=person.person_id,
        known=person.known,
    )
    return msgspec.structs.replace(said, speaker=speaker, why=told_why)


# ---------------------------------------------------------------- claims


class Stance(StrEnum):
    """A party's stance on a claim."""

    ASSERTS = "asserts"
    SUGGESTS = "suggests"
    CONFIRMS = "confirms"
    DENIES = "denies"
    DISMISSES = "dismisses"
    DECLINES = "declines"


class Claim(Struct, frozen=True):
    """One proposition that statements assert or deny."""

    claim_id: str
    text: str  # the clearest statement's own words
    text_from: str  # statement_id those words stand in
    statement_ids: tuple[str, ...]  # sorted


class Position(Struct, frozen=True):
    """A party's stance on a claim. A party that changes its stance has one position for each."""

    position_id: str
    claim_id: str
    party: str | None  # null: the statements' speakers could not be given a party
    speaker: str | None  # the one speaker's name or description; null when several spoke for the party
    stance: Stance
    said_on: Dated  # the first time it was said
    statement_ids: tuple[str, ...]  # sorted
    articles: int
    origins: int  # independent families, an article without a family counting as one
    own_matter: bool  # the claim is about the party itself
    why: str
    speaker_id: str | None = None  # of the one speaker over the pile; null: several, or told by a bare name or unnamed


class Flag(Struct, frozen=True):
    """A warning with its evidence; a question to the reader, never a verdict."""

    kind: str  # anachronism splice misquote date-conflict reversal orphan stale
    subject_id: str
    spans: tuple[Span, ...]  # into the article when the subject is one; empty otherwise
    why: str
    parts: tuple[tuple[Span, ...], ...] = ()  # of a splice: the passages of each time, those told as older first


class Inferred(Struct, frozen=True):
    """When an article is of that tells no day, by the whole pile, and its times read against that interval."""

    article_id: str
    published: Dated  # basis CONTEXT; never a day
    times: tuple[Timex, ...]


class Timed(Struct, frozen=True):
    """What `tell_time` gives back."""

    inferred: tuple[Inferred, ...]  # by article
    flags: tuple[Flag, ...]


class Related(Struct, frozen=True):
    """What `relate` gives back."""

    claims: tuple[Claim, ...]
    positions: tuple[Position, ...]
    flags: tuple[Flag, ...]


# ---------------------------------------------------------------- rulings


class Decision(StrEnum):
    """What a person rules. In brackets what `Ruling.value` holds."""

    MERGE = "merge"  # two claims are one [the other claim's id]
    SPLIT = "split"  # statements leave their claim, and are one of their own [empty]
    MOVE = "move"  # statements go to another claim [its id]
    STANCE = "stance"  # statements take this stance on the claim they are on [a Stance]
    SPEAKER = "speaker"  # who said it [a name; empty: nobody knows]
    PARTY = "party"  # on whose behalf statements were made, or a person speaks [a party; empty: nobody knows]
    SAME_PERSON = "same-person"  # two people or bodies are one [the other's id]
    OTHER_PERSON = "other-person"  # statements are not this person's, but all of one other [empty]
    DATE = "date"  # when an article was published, or something was said [an ISO prefix; A..B; empty: nobody knows]
    ACT = "act"  # what a statement does [an Act]
    REJECT = "reject"  # no statement at all, or read wrongly: it counts nowhere [empty]
    ACCEPT = "accept"  # a statement was looked at and is right; takes a rejection back [empty]
    NOT_COPIED = "not-copied"  # an article does not copy another [the other article's id]
    COPIED_BY = "copied-by"  # the other way round: what was taken for the copy is the origin [the other article's id]
    NOTE = "note"  # words to remember; nothing follows [empty]
    UNDO = "undo"  # a ruling holds no longer [empty]


class Anchor(Struct, frozen=True):
    """An article or a statement by its words, so that it is found again after another reader gave it another id.

    As a TextQuoteSelector of the Web Annotation Data Model (W3C 2017): exact words with those around them.
    """

    page_id: str
    article_id: str  # when it was ruled
    statement_id: str | None  # likewise; null: the article is meant
    headline: bool  # the words stand in the title
    source: str  # of a statement: who is named as speaking, verbatim; empty: nobody
    words: str  # of a statement its content, pieces joined by " … "; of an article its first words
    before: str  # what stands before the words
    after: str  # what stands after them


class Ruling(Struct, frozen=True):
    """A person's correction. It is never changed or taken out: another ruling may undo or overrule it."""

    ruling_id: str
    decision: Decision
    subject_id: str  # what it is about, by the id it had: a claim, statement, position, person, article or ruling
    value: str  # by the decision
    by: str  # who ruled
    at: str  # when: ISO 8601 with microseconds, UTC; of two that contradict each other the later holds
    note: str = ""
    subjects: tuple[Anchor, ...] = ()  # the statements or articles that it is about
    others: tuple[Anchor, ...] = ()  # those of the other claim, person or article; of a claim or person, some


class Asked(Struct, frozen=True):
    """What somebody rules. Ids may be told by their beginning."""

    decision: Decision
    subject: str  # MERGE, SPLIT: a claim. SAME_PERSON, OTHER_PERSON: a person. NOT_COPIED, COPIED_BY: the copy
    # MERGE, MOVE: a claim. SAME_PERSON: a person. NOT_COPIED, COPIED_BY: the origin. SPEAKER: a name or the id of a
    # person. STANCE, ACT, PARTY, DATE: what it is. Else empty.
    value: str = ""
    statements: tuple[str, ...] = ()  # SPLIT, OTHER_PERSON: those that leave. MOVE, REJECT, ACCEPT: more than `subject`
    note: str = ""


class RulingState(StrEnum):
    """Whether a ruling holds."""

    IN_FORCE = "in-force"
    UNDONE = "undone"  # by another ruling
    OVERRULED = "overruled"  # a later ruling says otherwise of all that this one is about
    ORPHANED = "orphaned"  # what it is about cannot be found in the pile any longer


class Upheld(Struct, frozen=True):
    """A ruling, and what it comes to in the pile as it is now."""

    ruling: Ruling
    state: RulingState
    detail: str  # one sentence: what was found, or what overrules it; empty: nothing to say
    subjects: tuple[str, ...] = ()  # ids that its subjects have now, sorted
    others: tuple[str, ...] = ()  # likewise


class RuledStatement(Struct, frozen=True):
    """What stands of a statement by rulings, in place of what was read."""

    statement_id: str
    refused: bool  # it counts nowhere
    act: Act
    speaker: Speaker  # as over the pile
    said_on: Dated
    why: str


class RuledArticle(Struct, frozen=True):
    """What stands of an article by rulings, in place of what was read."""

    article_id: str
    published: Dated
    times: tuple[Timex, ...]  # read against that day


class Ruled(Struct, frozen=True):
    """What rulings come to."""

    upheld: tuple[Upheld, ...] = ()  # every ruling, in order of time
    statements: tuple[RuledStatement, ...] = ()  # those that stand otherwise than they were read
    articles: tuple[RuledArticle, ...] = ()  # likewise


class Traced(Struct, frozen=True):
    """What `trace` gives back."""

    links: tuple[CopyLink, ...]
    families: tuple[Family, ...]
    changes: tuple[Change, ...] = ()


class Owned(Struct, frozen=True, order=True):
    """A line of the user's table of who owns which outlet."""

    outlet: str
    owner: str


class Reading(Struct, frozen=True):
    """All that one page gave: what a worker process hands back."""

    page: Page  # body emptied: bytes stay where they are
    articles: tuple[Article, ...]
    statements: tuple[Statement, ...]
    rejected: tuple[Rejected, ...]
    flags: tuple[Flag, ...] = ()
