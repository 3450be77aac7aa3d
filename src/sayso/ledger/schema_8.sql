-- The sayso ledger, schema 8: when articles are of that tell no day, and the two sides of a splice. Frozen: later
-- schemas are later migrations.

CREATE TABLE inferred (
  -- by the whole pile; `events` says when a row appeared and when it was gone, as of every derived row
  row INTEGER PRIMARY KEY,      -- digest of the record
  run_id INTEGER NOT NULL REFERENCES runs,
  article_id TEXT NOT NULL,
  published TEXT NOT NULL,      -- JSON Dated: an interval, open on one side or on none, and why
  times TEXT NOT NULL           -- JSON array of Timex, read against it
) STRICT;
CREATE INDEX inferred_by_article ON inferred (article_id);  -- every article that is read

ALTER TABLE flags ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';          -- JSON array of arrays of Span: a side each
ALTER TABLE reading_flags ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';  -- likewise

CREATE VIEW current_inferred AS
  SELECT i.* FROM inferred i
  WHERE 1 = (SELECT e.present FROM events e WHERE e.kind = 'inferred' AND e.row = i.row ORDER BY e.seq DESC LIMIT 1);

DROP VIEW current_articles;
CREATE VIEW current_articles AS
  -- `published` is what was inferred where the article itself tells nothing
  SELECT a.article_key, a.reading_id, a.run_id, a.article_id, a.page_id, a.ordinal, a.title, a.byline, a.outlet,
    a.agency, a.dateline, a.language,
    coalesce((SELECT i.published FROM current_inferred i WHERE i.article_id = a.article_id), a.published) AS published,
    a.page_span, a.notes, a.teasers,
    coalesce((SELECT i.times FROM current_inferred i WHERE i.article_id = a.article_id), a.times) AS times,
    a.blocks, a.offsets, a.text, a.sheets, (SELECT min(p.path) FROM page_paths p WHERE p.page_id = a.page_id) AS path
  FROM articles a
  WHERE a.reading_id = (SELECT max(n.reading_id) FROM readings n WHERE n.page_id = a.page_id);

DROP VIEW current_flags;
CREATE VIEW current_flags AS
  SELECT f.kind, f.subject_id, f.spans, f.why, f.parts FROM flags f
  WHERE 1 = (SELECT e.present FROM events e WHERE e.kind = 'flags' AND e.row = f.row ORDER BY e.seq DESC LIMIT 1)
  UNION
  SELECT j.kind, j.subject_id, j.spans, j.why, j.parts
  FROM reading_flags j JOIN current_readings r ON r.reading_id = j.reading_id;

CREATE TRIGGER inferred_keep BEFORE UPDATE ON inferred BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER inferred_stay BEFORE DELETE ON inferred BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
