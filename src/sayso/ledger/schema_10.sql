-- The sayso ledger, schema 10: a claim that tells a detail of another hangs under it. Frozen: later schemas are later
-- migrations.

ALTER TABLE claims ADD COLUMN parent TEXT;  -- claim_id of the claim it is a detail of; null: it stands by itself
CREATE INDEX claims_by_parent ON claims (parent);  -- claim
