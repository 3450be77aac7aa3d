-- The sayso ledger, schema 7: what was fetched from the web, and what was told of. Frozen: later schemas are later
-- migrations.

CREATE TABLE fetches (
  -- one request for an address that was answered; those that were not are among the rejected inputs
  seq INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  at TEXT NOT NULL,          -- ISO 8601, UTC
  url TEXT NOT NULL,         -- as asked for, without credentials and fragment
  final_url TEXT NOT NULL,   -- after redirects
  status INTEGER NOT NULL,   -- 200, or 304: as it was before
  etag TEXT,                 -- null: the server told none
  last_modified TEXT,        -- null likewise
  sha256 TEXT,               -- of the body; null: 304
  archive TEXT               -- name of the WARC file it is kept in, in the folder beside the ledger; null: a list, or as before
) STRICT;
CREATE INDEX fetches_by_url ON fetches (url, seq);  -- newest_state, newest_digest

CREATE TABLE alerts (
  -- what a watch has told of, so that it is told once
  key TEXT PRIMARY KEY,      -- kind and id: "position po1-9f2c…"
  run_id INTEGER NOT NULL REFERENCES runs
) STRICT, WITHOUT ROWID;

CREATE TRIGGER fetches_keep BEFORE UPDATE ON fetches BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER fetches_stay BEFORE DELETE ON fetches BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER alerts_keep BEFORE UPDATE ON alerts BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER alerts_stay BEFORE DELETE ON alerts BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- an address that failed is no longer listed once it was answered in a later run
DROP VIEW current_rejected;
CREATE VIEW current_rejected AS
  SELECT p.path, CASE WHEN j.subject_id = r.page_id THEN NULL ELSE j.subject_id END AS article_id,
    j.stage, j.reason, j.detail, r.page_id
  FROM reading_rejections j
  JOIN current_readings r ON r.reading_id = j.reading_id
  JOIN page_paths p ON p.page_id = r.page_id
  UNION
  SELECT i.path, NULL, i.stage, i.reason, i.detail, NULL
  FROM input_rejections i
  WHERE NOT EXISTS (SELECT 1 FROM page_paths p WHERE p.path = i.path)
    AND NOT EXISTS (SELECT 1 FROM fetches f WHERE f.url = i.path AND f.run_id > i.run_id);
