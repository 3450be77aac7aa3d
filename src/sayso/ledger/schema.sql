-- The sayso ledger, schema 1: one matter in one file. Frozen: later schemas are later migrations.
-- Append-only: every row carries the run that wrote it, and no row is ever changed or deleted (triggers below).
-- Columns marked JSON hold the records of `sayso.records`; spans count code points, half-open, into `articles.text`.

-- ------------------------------------------------------------------ what was run

CREATE TABLE runs (
  -- one `sayso ingest`
  run_id INTEGER PRIMARY KEY,
  sayso TEXT NOT NULL,       -- version
  reader TEXT NOT NULL,      -- what read the pages: sayso and model versions
  settings TEXT NOT NULL,    -- JSON object
  inputs TEXT NOT NULL,      -- JSON array: the paths as given
  started_at TEXT NOT NULL   -- ISO 8601
) STRICT;

CREATE TABLE run_ends (
  -- no row: the run is still going, or was cut off
  run_id INTEGER PRIMARY KEY REFERENCES runs,
  finished_at TEXT NOT NULL, -- ISO 8601
  tally TEXT NOT NULL        -- JSON object: what the run counted
) STRICT;

-- ------------------------------------------------------------------ what came in

CREATE TABLE pages (
  -- the bytes themselves stay where they are, beside the ledger
  page_id TEXT PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  uri TEXT,                  -- null: its address on the web is not told
  sha256 TEXT NOT NULL,      -- of the bytes
  size INTEGER NOT NULL,     -- bytes
  media_type TEXT NOT NULL,
  fetched_at TEXT,           -- null: the input does not tell
  given TEXT NOT NULL        -- JSON: what the record that carried the page says about it
) STRICT, WITHOUT ROWID;

CREATE TABLE page_paths (
  -- the same page found at two places is one page with two paths
  page_id TEXT NOT NULL REFERENCES pages,
  path TEXT NOT NULL,
  run_id INTEGER NOT NULL REFERENCES runs,
  PRIMARY KEY (page_id, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_paths_by_path ON page_paths (path, page_id);  -- rows in the order of paths; rejected, then read

CREATE TABLE input_rejections (
  -- inputs that never became a page; one that was read under the same path later is no longer listed
  path TEXT NOT NULL,
  stage TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  run_id INTEGER NOT NULL REFERENCES runs,
  PRIMARY KEY (path, stage, reason, detail)
) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------ what was read

CREATE TABLE readings (
  -- one page read by one reader; the newest reading of a page is the current one
  reading_id INTEGER PRIMARY KEY,
  page_id TEXT NOT NULL REFERENCES pages,
  reader TEXT NOT NULL,
  digest TEXT NOT NULL,      -- of all the reading holds
  run_id INTEGER NOT NULL REFERENCES runs,
  UNIQUE (page_id, reader)
) STRICT;
CREATE INDEX readings_newest ON readings (page_id, reading_id);  -- current_readings
CREATE INDEX readings_by_reader ON readings (reader, page_id);   -- known_pages

CREATE TABLE articles (
  article_key INTEGER PRIMARY KEY,
  reading_id INTEGER NOT NULL REFERENCES readings,
  run_id INTEGER NOT NULL REFERENCES runs,
  article_id TEXT NOT NULL,
  page_id TEXT NOT NULL REFERENCES pages,
  ordinal INTEGER NOT NULL,  -- place on the page, from 0
  title TEXT,                -- null: none was recognised
  byline TEXT,               -- null: none
  outlet TEXT,               -- null: the page does not tell
  agency TEXT,               -- null: no wire agency is credited
  dateline TEXT,             -- null: none
  language TEXT NOT NULL,
  published TEXT NOT NULL,   -- JSON Dated; its fields are null when the page does not tell
  page_span TEXT NOT NULL,   -- JSON Span on the decoded page; JSON null for HTML
  notes TEXT NOT NULL,       -- JSON array of strings
  teasers TEXT NOT NULL,     -- JSON array of Teaser
  times TEXT NOT NULL,       -- JSON array of Timex
  blocks TEXT NOT NULL,      -- JSON array of Block
  offsets TEXT NOT NULL,     -- JSON array of [text_start, page_start, length]; empty for HTML
  text TEXT NOT NULL,
  UNIQUE (reading_id, article_id)
) STRICT;
CREATE INDEX articles_by_id ON articles (article_id);
CREATE INDEX articles_by_page ON articles (page_id, reading_id, ordinal);

CREATE TABLE statements (
  statement_key INTEGER PRIMARY KEY,
  reading_id INTEGER NOT NULL REFERENCES readings,
  run_id INTEGER NOT NULL REFERENCES runs,
  statement_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  source TEXT NOT NULL,      -- JSON array of Span; empty: nobody is named as speaking
  cue TEXT NOT NULL,         -- JSON array of Span
  content TEXT NOT NULL,     -- JSON array of Span; never empty
  mode TEXT NOT NULL,
  act TEXT NOT NULL,
  negated INTEGER NOT NULL,  -- 0 or 1
  speaker TEXT NOT NULL,     -- JSON Speaker
  via TEXT NOT NULL,         -- JSON array of Relay, nearest to the speaker first
  said_on TEXT NOT NULL,     -- JSON Dated
  proposition TEXT NOT NULL, -- JSON Proposition
  score REAL NOT NULL,       -- 0..1
  why TEXT NOT NULL,
  method TEXT NOT NULL,
  first INTEGER GENERATED ALWAYS AS (json_extract(content, '$[0].start')) VIRTUAL,
  party TEXT GENERATED ALWAYS AS (json_extract(speaker, '$.party')) VIRTUAL,  -- null: unknown
  speaker_name TEXT GENERATED ALWAYS AS (json_extract(speaker, '$.name')) VIRTUAL,  -- null: unnamed or unresolved
  UNIQUE (reading_id, statement_id),
  FOREIGN KEY (reading_id, article_id) REFERENCES articles (reading_id, article_id)
) STRICT;
CREATE INDEX statements_by_id ON statements (statement_id);                       -- claim
CREATE INDEX statements_by_article ON statements (reading_id, article_id, first); -- statements
CREATE INDEX statements_by_party ON statements (party);                           -- who
CREATE INDEX statements_by_speaker ON statements (speaker_name);                  -- who

CREATE TABLE reading_rejections (
  -- a page, or an article of one, that was not read further
  reading_id INTEGER NOT NULL REFERENCES readings,
  subject_id TEXT NOT NULL,  -- a page_id or article_id
  stage TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  run_id INTEGER NOT NULL REFERENCES runs,
  PRIMARY KEY (reading_id, subject_id, stage, reason, detail)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading_flags (
  reading_id INTEGER NOT NULL REFERENCES readings,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  spans TEXT NOT NULL,       -- JSON array of Span
  why TEXT NOT NULL,
  run_id INTEGER NOT NULL REFERENCES runs,
  PRIMARY KEY (reading_id, kind, subject_id, spans, why)
) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------ what follows from all readings together
-- Each row is stored once, under its digest; `events` says when it appeared and when it was gone again.

CREATE TABLE copy_links (
  row INTEGER PRIMARY KEY,   -- digest of the record
  run_id INTEGER NOT NULL REFERENCES runs,
  copy_id TEXT NOT NULL,
  origin_id TEXT NOT NULL,
  relation TEXT NOT NULL,
  share REAL NOT NULL,       -- 0..1 of the copy's words
  direction TEXT NOT NULL,
  pairs TEXT NOT NULL,       -- JSON array of [Span in copy, Span in origin]
  why TEXT NOT NULL
) STRICT;
CREATE INDEX copy_links_by_copy ON copy_links (copy_id);

CREATE TABLE families (
  row INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  family_id TEXT NOT NULL,
  origin_id TEXT NOT NULL,
  article_ids TEXT NOT NULL, -- JSON array, sorted, the origin included
  why TEXT NOT NULL
) STRICT;

CREATE TABLE changes (
  row INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  copy_id TEXT NOT NULL,
  origin_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  before TEXT NOT NULL,      -- the origin's words; empty for an addition
  after TEXT NOT NULL,       -- the copy's words; empty for an omission
  before_span TEXT NOT NULL, -- JSON Span, or JSON null where nothing stands
  after_span TEXT NOT NULL   -- likewise
) STRICT;
CREATE INDEX changes_by_copy ON changes (copy_id);

CREATE TABLE claims (
  row INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  claim_id TEXT NOT NULL,
  text TEXT NOT NULL,          -- the clearest statement's own words
  text_from TEXT NOT NULL,     -- the statement they stand in
  statement_ids TEXT NOT NULL  -- JSON array, sorted
) STRICT;
CREATE INDEX claims_by_id ON claims (claim_id);  -- claim

CREATE TABLE positions (
  row INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  position_id TEXT NOT NULL,
  claim_id TEXT NOT NULL,
  party TEXT,                  -- null: the speakers could not be given a party
  speaker TEXT,                -- null: several spoke for the party
  stance TEXT NOT NULL,
  said_on TEXT NOT NULL,       -- JSON Dated: the first time it was said
  statement_ids TEXT NOT NULL, -- JSON array, sorted
  articles INTEGER NOT NULL,
  origins INTEGER NOT NULL,    -- independent families
  own_matter INTEGER NOT NULL, -- 0 or 1
  why TEXT NOT NULL
) STRICT;
CREATE INDEX positions_by_claim ON positions (claim_id);  -- claim
CREATE INDEX positions_by_party ON positions (party);     -- who

CREATE TABLE flags (
  row INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  spans TEXT NOT NULL,         -- JSON array of Span into the article when the subject is one
  why TEXT NOT NULL
) STRICT;

CREATE TABLE events (
  -- a row of the tables above is current when its newest event has present = 1
  seq INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  kind TEXT NOT NULL,          -- the table
  row INTEGER NOT NULL,
  present INTEGER NOT NULL CHECK (present IN (0, 1))
) STRICT;
CREATE INDEX events_newest ON events (kind, row, seq, present);  -- every current_… view below

CREATE TABLE derivations (
  -- which readings the rows above were made from; the newest holds
  seq INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  state TEXT NOT NULL          -- digest of the readings that were current
) STRICT;

-- ------------------------------------------------------------------ the current state, to look at

CREATE VIEW current_readings AS
  SELECT r.* FROM readings r
  WHERE r.reading_id = (SELECT max(n.reading_id) FROM readings n WHERE n.page_id = r.page_id);

CREATE VIEW current_articles AS
  SELECT a.*, (SELECT min(p.path) FROM page_paths p WHERE p.page_id = a.page_id) AS path
  FROM articles a
  WHERE a.reading_id = (SELECT max(n.reading_id) FROM readings n WHERE n.page_id = a.page_id);

CREATE VIEW statement_words AS
  -- the pieces of the content, one after the other; without json_each, which FTS5 does not allow where it rebuilds
  SELECT s.statement_key,
    (WITH RECURSIVE piece (i, words) AS (
        SELECT 0, substr(a.text, s.first + 1, json_extract(s.content, '$[0].end') - s.first)
        UNION ALL
        SELECT i + 1, words || ' … ' || substr(a.text, json_extract(s.content, '$[' || (i + 1) || '].start') + 1,
          json_extract(s.content, '$[' || (i + 1) || '].end') - json_extract(s.content, '$[' || (i + 1) || '].start'))
        FROM piece WHERE i + 1 < json_array_length(s.content))
      SELECT words FROM piece ORDER BY i DESC LIMIT 1) AS words
  FROM statements s JOIN articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id;

CREATE VIEW current_statements AS
  SELECT s.statement_id, s.article_id, a.path, a.ordinal, a.title, a.outlet, s.party, s.speaker_name,
    json_extract(s.speaker, '$.description') AS described_as, s.act, s.mode, w.words,
    json_extract(s.said_on, '$.iso') AS said, s.score, s.why, s.source, s.cue, s.content, s.speaker, s.via,
    s.said_on, s.proposition, s.negated, s.method, s.first, s.statement_key, s.reading_id, a.article_key, a.page_id
  FROM statements s
  JOIN current_articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id
  JOIN statement_words w ON w.statement_key = s.statement_key;

CREATE VIEW current_rejected AS
  SELECT p.path, CASE WHEN j.subject_id = r.page_id THEN NULL ELSE j.subject_id END AS article_id,
    j.stage, j.reason, j.detail, r.page_id
  FROM reading_rejections j
  JOIN current_readings r ON r.reading_id = j.reading_id
  JOIN page_paths p ON p.page_id = r.page_id
  UNION
  SELECT i.path, NULL, i.stage, i.reason, i.detail, NULL
  FROM input_rejections i
  WHERE NOT EXISTS (SELECT 1 FROM page_paths p WHERE p.path = i.path);

CREATE VIEW current_copies AS
  SELECT l.* FROM copy_links l
  WHERE 1 = (SELECT e.present FROM events e WHERE e.kind = 'copy_links' AND e.row = l.row ORDER BY e.seq DESC LIMIT 1);

CREATE VIEW current_families AS
  SELECT f.* FROM families f
  WHERE 1 = (SELECT e.present FROM events e WHERE e.kind = 'families' AND e.row = f.row ORDER BY e.seq DESC LIMIT 1);

CREATE VIEW current_family_members AS
  SELECT f.family_id, f.origin_id, m.value AS article_id FROM current_families f, json_each(f.article_ids) m;

CREATE VIEW current_changes AS
  SELECT c.* FROM changes c
  WHERE 1 = (SELECT e.present FROM events e WHERE e.kind = 'changes' AND e.row = c.row ORDER BY e.seq DESC LIMIT 1);

CREATE VIEW current_claims AS
  SELECT c.* FROM claims c
  WHERE 1 = (SELECT e.present FROM events e WHERE e.kind = 'claims' AND e.row = c.row ORDER BY e.seq DESC LIMIT 1);

CREATE VIEW current_positions AS
  SELECT p.*, (SELECT c.text FROM current_claims c WHERE c.claim_id = p.claim_id) AS claim
  FROM positions p
  WHERE 1 = (SELECT e.present FROM events e WHERE e.kind = 'positions' AND e.row = p.row ORDER BY e.seq DESC LIMIT 1);

CREATE VIEW current_flags AS
  SELECT f.kind, f.subject_id, f.spans, f.why FROM flags f
  WHERE 1 = (SELECT e.present FROM events e WHERE e.kind = 'flags' AND e.row = f.row ORDER BY e.seq DESC LIMIT 1)
  UNION
  SELECT j.kind, j.subject_id, j.spans, j.why
  FROM reading_flags j JOIN current_readings r ON r.reading_id = j.reading_id;

-- ------------------------------------------------------------------ search
-- Both indexes hold no words of their own and can be made anew at any time:
--   INSERT INTO article_search (article_search) VALUES ('rebuild');  and likewise statement_search.

CREATE VIRTUAL TABLE article_search USING fts5(
  title, text, content='articles', content_rowid='article_key', tokenize='porter unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE statement_search USING fts5(
  words, content='statement_words', content_rowid='statement_key', tokenize='porter unicode61 remove_diacritics 2');

-- ------------------------------------------------------------------ append-only

CREATE TRIGGER runs_keep BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER runs_stay BEFORE DELETE ON runs BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER run_ends_keep BEFORE UPDATE ON run_ends BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER run_ends_stay BEFORE DELETE ON run_ends BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER pages_keep BEFORE UPDATE ON pages BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER pages_stay BEFORE DELETE ON pages BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER page_paths_keep BEFORE UPDATE ON page_paths BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER page_paths_stay BEFORE DELETE ON page_paths BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER input_rejections_keep BEFORE UPDATE ON input_rejections BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER input_rejections_stay BEFORE DELETE ON input_rejections BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER readings_keep BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER readings_stay BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER articles_keep BEFORE UPDATE ON articles BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER articles_stay BEFORE DELETE ON articles BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER statements_keep BEFORE UPDATE ON statements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER statements_stay BEFORE DELETE ON statements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER reading_rejections_keep BEFORE UPDATE ON reading_rejections BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER reading_rejections_stay BEFORE DELETE ON reading_rejections BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER reading_flags_keep BEFORE UPDATE ON reading_flags BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER reading_flags_stay BEFORE DELETE ON reading_flags BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER copy_links_keep BEFORE UPDATE ON copy_links BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER copy_links_stay BEFORE DELETE ON copy_links BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER families_keep BEFORE UPDATE ON families BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER families_stay BEFORE DELETE ON families BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER changes_keep BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER changes_stay BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claims_keep BEFORE UPDATE ON claims BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claims_stay BEFORE DELETE ON claims BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER positions_keep BEFORE UPDATE ON positions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER positions_stay BEFORE DELETE ON positions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER flags_keep BEFORE UPDATE ON flags BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER flags_stay BEFORE DELETE ON flags BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER derivations_keep BEFORE UPDATE ON derivations BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER derivations_stay BEFORE DELETE ON derivations BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
