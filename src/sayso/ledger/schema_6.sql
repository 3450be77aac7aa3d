-- The sayso ledger, schema 6: how grave a change is, trifles counted, the agency whose report is not held, and who owns
-- which outlet. Frozen: later schemas are later migrations.

-- what older runs did not work out is as if nothing were told of it; the next ingest works it out
ALTER TABLE copy_links ADD COLUMN trifles INTEGER NOT NULL DEFAULT 0;
ALTER TABLE changes ADD COLUMN gravity REAL NOT NULL DEFAULT 0;
ALTER TABLE families ADD COLUMN not_held TEXT;  -- null: no agency, or its own report is one of them

CREATE TABLE owners (
  -- the user's table of who owns which outlet; that of the newest run that was given one holds
  run_id INTEGER NOT NULL REFERENCES runs,
  outlet TEXT NOT NULL,
  owner TEXT NOT NULL,
  PRIMARY KEY (run_id, outlet)
) STRICT, WITHOUT ROWID;

CREATE VIEW current_owners AS
  SELECT o.outlet, o.owner FROM owners o WHERE o.run_id = (SELECT max(n.run_id) FROM owners n);

CREATE TRIGGER owners_keep BEFORE UPDATE ON owners BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER owners_stay BEFORE DELETE ON owners BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
