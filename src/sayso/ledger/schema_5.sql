-- The sayso ledger, schema 5: what archives tell of the pages in them, and where the sheets of a PDF begin. Frozen: later
-- schemas are later migrations.

-- JSON Capture: record, time and digest as the archive at this path tells them
ALTER TABLE page_paths ADD COLUMN capture TEXT NOT NULL DEFAULT '{"record":null,"at":null,"digest":null}';

-- JSON array of [text_start, number of the sheet from 1]; empty: the page is no PDF
ALTER TABLE articles ADD COLUMN sheets TEXT NOT NULL DEFAULT '[]';
