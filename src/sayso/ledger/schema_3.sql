-- The sayso ledger, schema 3: what the act was read from, at whom it is aimed, to whom it is said, what the writer's
-- word implies, and the words that hedge it. Frozen: later schemas are later migrations.

DROP VIEW current_statements;

-- what older readings did not read is as if nothing were told of it
ALTER TABLE statements ADD COLUMN act_basis TEXT NOT NULL DEFAULT 'cue';          -- cue, construction, content
ALTER TABLE statements ADD COLUMN target TEXT NOT NULL DEFAULT '[]';              -- JSON array of Aimed
ALTER TABLE statements ADD COLUMN addressee TEXT NOT NULL DEFAULT '[]';           -- JSON array of Aimed
ALTER TABLE statements ADD COLUMN endorsement TEXT NOT NULL DEFAULT 'neutral';    -- endorses, neutral, distances
ALTER TABLE statements ADD COLUMN hedge TEXT NOT NULL DEFAULT '[]';               -- JSON array of Span

CREATE VIEW current_statements AS
  SELECT s.statement_id, s.article_id, a.path, a.ordinal, a.title, a.outlet, s.party, s.speaker_name,
    json_extract(s.speaker, '$.description') AS described_as, s.act, s.mode, w.words,
    json_extract(s.said_on, '$.iso') AS said, s.score, s.why, s.source, s.cue, s.content, s.speaker, s.via,
    s.said_on, s.proposition, s.negated, s.act_basis, s.target, s.addressee, s.endorsement, s.hedge, s.method,
    s.headline, s.first, s.statement_key, s.reading_id, a.article_key, a.page_id
  FROM statements s
  JOIN current_articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id
  JOIN statement_words w ON w.statement_key = s.statement_key;
