-- The sayso ledger, schema 12: on whose behalf a statement is, by what other articles tell of who makes it. Frozen: later
-- schemas are later migrations.

ALTER TABLE spoken ADD COLUMN party TEXT;  -- null: as the article tells it
