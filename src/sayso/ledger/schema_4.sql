-- The sayso ledger, schema 4: people over the pile, and the user's lists of known people. Frozen: later schemas are
-- later migrations.

CREATE TABLE people (
  -- one person or body over the pile; `events` says when a row appeared and when it was gone, as of every derived row
  row INTEGER PRIMARY KEY,      -- digest of the record
  run_id INTEGER NOT NULL REFERENCES runs,
  person_id TEXT NOT NULL,
  name TEXT NOT NULL,           -- the form told in most articles, or that of the user's list
  is_person INTEGER NOT NULL,   -- 0: a state, body, firm or outlet
  aliases TEXT NOT NULL,        -- JSON array: other forms told
  parties TEXT NOT NULL,        -- JSON array: told in most articles first; empty: nobody's but its own
  roles TEXT NOT NULL,          -- JSON array of Held
  known TEXT,                   -- its id in the user's list; null: in none, or more than one fits
  why TEXT NOT NULL
) STRICT;
CREATE INDEX people_by_id ON people (person_id);  -- statements, who

CREATE TABLE spoken (
  -- who over the pile a statement is of
  row INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  statement_id TEXT NOT NULL,
  person_id TEXT,               -- null: a bare name that may be several people's, who are named in `why`
  why TEXT NOT NULL             -- empty: by its name
) STRICT;
CREATE INDEX spoken_by_statement ON spoken (statement_id);  -- statements
CREATE INDEX spoken_by_person ON spoken (person_id);        -- who

ALTER TABLE positions ADD COLUMN speaker_id TEXT;  -- null: several spoke, or one told by a bare name, or unnamed

CREATE TABLE known_lists (
  -- a user's list of people, whole, so that what was found by it can be found again
  list_id TEXT PRIMARY KEY,     -- hashes what it tells
  run_id INTEGER NOT NULL REFERENCES runs,
  path TEXT NOT NULL,           -- as given when it first came in
  entries INTEGER NOT NULL      -- people and bodies
) STRICT, WITHOUT ROWID;

CREATE TABLE known_chunks (
  list_id TEXT NOT NULL REFERENCES known_lists,
  number INTEGER NOT NULL,      -- from 0, in the order of the file
  run_id INTEGER NOT NULL REFERENCES runs,
  packed BLOB NOT NULL,         -- zlib over a MessagePack array of Known
  PRIMARY KEY (list_id, number)
) STRICT;

CREATE TABLE known_choices (
  -- the lists a run was given hold until a later run is given others
  run_id INTEGER NOT NULL REFERENCES runs,
  list_id TEXT NOT NULL REFERENCES known_lists,
  PRIMARY KEY (run_id, list_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW current_people AS
  SELECT p.* FROM people p
  WHERE 1 = (SELECT e.present FROM events e WHERE e.kind = 'people' AND e.row = p.row ORDER BY e.seq DESC LIMIT 1);

CREATE VIEW current_spoken AS
  SELECT k.* FROM spoken k
  WHERE 1 = (SELECT e.present FROM events e WHERE e.kind = 'spoken' AND e.row = k.row ORDER BY e.seq DESC LIMIT 1);

CREATE VIEW current_known_lists AS
  SELECT l.* FROM known_lists l JOIN known_choices c ON c.list_id = l.list_id
  WHERE c.run_id = (SELECT max(n.run_id) FROM known_choices n);

DROP VIEW current_positions;
CREATE VIEW current_positions AS
  SELECT p.*, (SELECT c.text FROM current_claims c WHERE c.claim_id = p.claim_id) AS claim
  FROM positions p
  WHERE 1 = (SELECT e.present FROM events e WHERE e.kind = 'positions' AND e.row = p.row ORDER BY e.seq DESC LIMIT 1);

DROP VIEW current_statements;
CREATE VIEW current_statements AS
  -- `person` is the name over the pile, `speaker_name` that within the article
  SELECT s.statement_id, s.article_id, a.path, a.ordinal, a.title, a.outlet, s.party, s.speaker_name,
    (SELECT p.name FROM current_spoken k JOIN current_people p ON p.person_id = k.person_id
      WHERE k.statement_id = s.statement_id) AS person,
    (SELECT k.person_id FROM current_spoken k WHERE k.statement_id = s.statement_id) AS person_id,
    json_extract(s.speaker, '$.description') AS described_as, s.act, s.mode, w.words,
    json_extract(s.said_on, '$.iso') AS said, s.score, s.why, s.source, s.cue, s.content, s.speaker, s.via,
    s.said_on, s.proposition, s.negated, s.act_basis, s.target, s.addressee, s.endorsement, s.hedge, s.method,
    s.headline, s.first, s.statement_key, s.reading_id, a.article_key, a.page_id
  FROM statements s
  JOIN current_articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id
  JOIN statement_words w ON w.statement_key = s.statement_key;

CREATE TRIGGER people_keep BEFORE UPDATE ON people BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER people_stay BEFORE DELETE ON people BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER spoken_keep BEFORE UPDATE ON spoken BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER spoken_stay BEFORE DELETE ON spoken BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER known_lists_keep BEFORE UPDATE ON known_lists BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER known_lists_stay BEFORE DELETE ON known_lists BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER known_chunks_keep BEFORE UPDATE ON known_chunks BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER known_chunks_stay BEFORE DELETE ON known_chunks BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER known_choices_keep BEFORE UPDATE ON known_choices BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER known_choices_stay BEFORE DELETE ON known_choices BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
