-- The sayso ledger, schema 9: rulings, what they come to, and how claims went on. Frozen: later schemas are later
-- migrations.

CREATE TABLE rulings (
  -- a person's corrections; what was read stays as it was read
  ruling_id TEXT PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  decision TEXT NOT NULL,
  subject_id TEXT NOT NULL,  -- the id it had when it was ruled on
  value TEXT NOT NULL,       -- by the decision; empty: it has none, or nobody knows
  by TEXT NOT NULL,
  at TEXT NOT NULL,          -- ISO 8601
  note TEXT NOT NULL,
  subjects TEXT NOT NULL,    -- JSON array of Anchor: what it is about, by its words
  others TEXT NOT NULL       -- likewise, of the other claim, person or article
) STRICT;
CREATE INDEX rulings_by_time ON rulings (at, ruling_id);  -- rulings

CREATE TABLE upheld (
  -- what a ruling comes to in the pile; `events` says when a row appeared and when it was gone, as of every derived row
  row INTEGER PRIMARY KEY,   -- digest of the record
  run_id INTEGER NOT NULL REFERENCES runs,
  ruling_id TEXT NOT NULL,
  state TEXT NOT NULL,       -- in-force, undone, overruled, orphaned
  detail TEXT NOT NULL,
  subjects TEXT NOT NULL,    -- JSON array: the ids that its subjects have now
  others TEXT NOT NULL       -- likewise
) STRICT;
CREATE INDEX upheld_by_ruling ON upheld (ruling_id);  -- rulings

CREATE TABLE ruled_statements (
  -- what stands of a statement in place of what was read
  row INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  statement_id TEXT NOT NULL,
  refused INTEGER NOT NULL,  -- 1: it counts nowhere
  act TEXT NOT NULL,
  speaker TEXT NOT NULL,     -- JSON Speaker, as over the pile
  said_on TEXT NOT NULL,     -- JSON Dated
  why TEXT NOT NULL
) STRICT;
CREATE INDEX ruled_statements_by_id ON ruled_statements (statement_id);  -- statements

CREATE TABLE ruled_articles (
  row INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  article_id TEXT NOT NULL,
  published TEXT NOT NULL,   -- JSON Dated
  times TEXT NOT NULL        -- JSON array of Timex, read against that day
) STRICT;
CREATE INDEX ruled_articles_by_id ON ruled_articles (article_id);  -- articles

CREATE TABLE claim_changes (
  -- how a claim went on: it grew or shrank under its id, or its statements are on another now
  seq INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  kind TEXT NOT NULL,        -- new, gone, changed, renamed, joined, split
  was_id TEXT,               -- null: new
  now_id TEXT,               -- null: gone
  statements INTEGER NOT NULL -- of those that the claim had before (of a new one: has now), how many are on `now_id`
) STRICT;
CREATE INDEX claim_changes_by_was ON claim_changes (was_id, seq);  -- claim
CREATE INDEX claim_changes_by_now ON claim_changes (now_id, seq);  -- claim_history

ALTER TABLE derivations ADD COLUMN traced TEXT NOT NULL DEFAULT '';  -- digest of what copies were traced from

CREATE VIEW current_rulings AS
  SELECT r.ruling_id, r.decision, r.subject_id, r.value, r.by, r.at, r.note, u.state, u.detail, u.subjects, u.others
  FROM rulings r LEFT JOIN upheld u ON u.ruling_id = r.ruling_id
    AND 1 = (SELECT e.present FROM events e WHERE e.kind = 'upheld' AND e.row = u.row ORDER BY e.seq DESC LIMIT 1);

CREATE VIEW current_ruled_statements AS
  SELECT s.* FROM ruled_statements s WHERE 1 =
    (SELECT e.present FROM events e WHERE e.kind = 'ruled_statements' AND e.row = s.row ORDER BY e.seq DESC LIMIT 1);

CREATE VIEW current_ruled_articles AS
  SELECT a.* FROM ruled_articles a WHERE 1 =
    (SELECT e.present FROM events e WHERE e.kind = 'ruled_articles' AND e.row = a.row ORDER BY e.seq DESC LIMIT 1);

CREATE VIEW refused_statements AS
  SELECT s.statement_id FROM current_ruled_statements s WHERE s.refused = 1;

DROP VIEW current_articles;
CREATE VIEW current_articles AS
  SELECT a.article_key, a.reading_id, a.run_id, a.article_id, a.page_id, a.ordinal, a.title, a.byline, a.outlet,
    a.agency, a.dateline, a.language, coalesce(r.published, i.published, a.published) AS published, a.page_span,
    a.notes, a.teasers, coalesce(r.times, i.times, a.times) AS times, a.blocks, a.offsets, a.sheets, a.text,
    (SELECT min(p.path) FROM page_paths p WHERE p.page_id = a.page_id) AS path
  FROM articles a
  LEFT JOIN current_inferred i ON i.article_id = a.article_id
  LEFT JOIN current_ruled_articles r ON r.article_id = a.article_id
  WHERE a.reading_id = (SELECT max(n.reading_id) FROM readings n WHERE n.page_id = a.page_id);

DROP VIEW current_statements;
CREATE VIEW current_statements AS
  -- those that count, as they stand after rulings; `person` is the name over the pile, `speaker_name` that within the
  -- article
  SELECT s.statement_id, s.article_id, a.path, a.ordinal, a.title, a.outlet,
    CASE WHEN r.row IS NULL THEN s.party ELSE json_extract(r.speaker, '$.party') END AS party,
    CASE WHEN r.row IS NULL THEN s.speaker_name ELSE json_extract(r.speaker, '$.name') END AS speaker_name,
    (SELECT p.name FROM current_spoken k JOIN current_people p ON p.person_id = k.person_id
      WHERE k.statement_id = s.statement_id) AS person,
    (SELECT k.person_id FROM current_spoken k WHERE k.statement_id = s.statement_id) AS person_id,
    json_extract(s.speaker, '$.description') AS described_as, coalesce(r.act, s.act) AS act, s.mode, w.words,
    json_extract(coalesce(r.said_on, s.said_on), '$.iso') AS said, s.score, coalesce(r.why, s.why) AS why, s.source,
    s.cue, s.content, coalesce(r.speaker, s.speaker) AS speaker, s.via, coalesce(r.said_on, s.said_on) AS said_on,
    s.proposition, s.negated, s.act_basis, s.target, s.addressee, s.endorsement, s.hedge, s.method,
    s.headline, s.first, s.statement_key, s.reading_id, a.article_key, a.page_id
  FROM statements s
  JOIN current_articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id
  JOIN statement_words w ON w.statement_key = s.statement_key
  LEFT JOIN current_ruled_statements r ON r.statement_id = s.statement_id
  WHERE r.refused IS NOT 1;

CREATE TRIGGER rulings_keep BEFORE UPDATE ON rulings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER rulings_stay BEFORE DELETE ON rulings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER upheld_keep BEFORE UPDATE ON upheld BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER upheld_stay BEFORE DELETE ON upheld BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ruled_statements_keep BEFORE UPDATE ON ruled_statements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ruled_statements_stay BEFORE DELETE ON ruled_statements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ruled_articles_keep BEFORE UPDATE ON ruled_articles BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ruled_articles_stay BEFORE DELETE ON ruled_articles BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_changes_keep BEFORE UPDATE ON claim_changes BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER claim_changes_stay BEFORE DELETE ON claim_changes BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
