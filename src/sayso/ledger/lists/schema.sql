-- Lists worked out ahead for the workspace: a file beside the ledger that holds nothing the ledger does not, and may be
-- deleted at any time. It is written whole, once, and put in place by renaming; nobody writes to one that is in place.

CREATE TABLE facts (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL         -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
  article_id TEXT PRIMARY KEY,
  family_id TEXT NOT NULL,
  origin_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
  place INTEGER PRIMARY KEY,  -- from 1, by path and place on the page
  article_key INTEGER NOT NULL UNIQUE,
  article_id TEXT NOT NULL UNIQUE,
  page_id TEXT NOT NULL,
  path TEXT NOT NULL,
  title TEXT,                 -- null: none was recognised; cut where it is over 300 characters
  outlet TEXT,                -- null: the page does not tell
  language TEXT NOT NULL,
  earliest TEXT,              -- of the day it was published; null: not known
  latest TEXT,
  family_id TEXT,             -- null: it neither copies nor is copied
  origin INTEGER NOT NULL,    -- 1: it is the origin of its family, or has none
  statements INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  story_id TEXT NOT NULL      -- its first version, when its page was fetched again; else the article itself
) STRICT;

CREATE TABLE outlets (
  rank INTEGER PRIMARY KEY,   -- from 1, the one with the most articles first
  outlet TEXT NOT NULL,
  articles INTEGER NOT NULL
) STRICT;

CREATE TABLE said (
  -- the statements, each as it stands with the people of the pile
  statement_key INTEGER PRIMARY KEY,
  statement_id TEXT NOT NULL,
  rank INTEGER NOT NULL,      -- from 1, by day, the undated last, then by place: the order of every list of them
  place INTEGER NOT NULL,     -- of its article
  party TEXT,                 -- null: unknown
  speaker TEXT,               -- name or description; null: nobody is told as speaking
  person_id TEXT,             -- null: nobody over the pile
  named INTEGER NOT NULL,     -- 0 or 1
  unresolved INTEGER NOT NULL, -- 1: neither a name nor an unnamed source
  relayed INTEGER NOT NULL,   -- 1: via somebody
  act TEXT NOT NULL,
  stance TEXT,                -- null: no position rests on it
  outlet TEXT,
  earliest TEXT,              -- when it was said, else when the article was published; null: neither is known
  latest TEXT,                -- null where `earliest` is
  open_from TEXT,             -- known on one side alone, and so undated: not before this
  open_until TEXT,            -- likewise: not after this
  origin INTEGER NOT NULL,    -- as of its article
  score REAL NOT NULL
) STRICT;

CREATE TABLE claims (
  rank INTEGER PRIMARY KEY,   -- from 1, most contested first
  claim_id TEXT NOT NULL UNIQUE,
  contested INTEGER NOT NULL, -- 1: somebody holds it and somebody rejects it
  origins INTEGER NOT NULL,   -- on both sides together
  parent TEXT,                -- the claim that it tells a detail of; null: it stands by itself
  line TEXT NOT NULL          -- JSON ClaimLine
) STRICT;

CREATE TABLE claim_said (
  claim_id TEXT NOT NULL,
  statement_id TEXT NOT NULL,
  PRIMARY KEY (claim_id, statement_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
  rank INTEGER PRIMARY KEY,   -- from 1, the most often heard first
  person_id TEXT,             -- null: a name that is told alone
  name TEXT NOT NULL,
  line TEXT NOT NULL          -- JSON Speaking
) STRICT;

CREATE TABLE parties (
  rank INTEGER PRIMARY KEY,   -- from 1, the most often heard first
  party TEXT NOT NULL UNIQUE,
  statements INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  earliest TEXT,
  latest TEXT
) STRICT;

CREATE TABLE party_claims (
  -- the claims on which a party takes a position
  party TEXT NOT NULL,
  rank INTEGER NOT NULL,      -- of the claim
  PRIMARY KEY (party, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE party_people (
  -- who speaks for a party; the forty most often heard
  party TEXT NOT NULL,
  rank INTEGER NOT NULL,      -- from 1, the most often heard first
  person_id TEXT,             -- null: nobody over the pile
  speaker TEXT NOT NULL,
  statements INTEGER NOT NULL,
  PRIMARY KEY (party, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE families (
  rank INTEGER PRIMARY KEY,   -- from 1, the largest first
  family_id TEXT NOT NULL UNIQUE,
  origin_id TEXT NOT NULL,
  articles INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  why TEXT NOT NULL
) STRICT;

CREATE TABLE told (
  -- events told with their day or period, each by one place that tells it
  rank INTEGER PRIMARY KEY,   -- in the order of the calendar
  earliest TEXT NOT NULL,
  latest TEXT NOT NULL,
  iso TEXT,                   -- null: a period that has no ISO prefix
  place INTEGER NOT NULL,     -- of the article
  start INTEGER NOT NULL,     -- of the words that tell it
  end INTEGER NOT NULL
) STRICT;

CREATE TABLE retold (
  -- the other places that tell an event
  rank INTEGER NOT NULL REFERENCES told,
  place INTEGER NOT NULL,     -- of the article
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  is_copy INTEGER NOT NULL    -- 1: the words were copied
) STRICT;

CREATE TABLE flags (
  rank INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  spans TEXT NOT NULL,        -- JSON array of Span
  place INTEGER,              -- of its article; null: it is about no article
  why TEXT NOT NULL,
  parts TEXT NOT NULL         -- JSON array of arrays of Span: the sides of a splice
) STRICT;

CREATE TABLE rejected (
  rank INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  article_id TEXT,            -- null: the whole input
  stage TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE TABLE queue (
  -- what is worth a person's minute
  rank INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,   -- a claim or statement
  why TEXT NOT NULL
) STRICT;

CREATE TABLE party_days (
  -- statements of a party by the period they were said in
  party TEXT NOT NULL,
  earliest TEXT,              -- null: not known
  latest TEXT,
  stance TEXT,                -- null: no position rests on them
  statements INTEGER NOT NULL,
  origins INTEGER NOT NULL    -- of them in no copy
) STRICT;

CREATE TABLE days (
  -- the same for the whole pile
  earliest TEXT,              -- null: not known
  latest TEXT,
  stance TEXT,
  statements INTEGER NOT NULL,
  origins INTEGER NOT NULL
) STRICT;
