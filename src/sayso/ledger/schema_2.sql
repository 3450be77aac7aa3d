-- The sayso ledger, schema 2: statements of headlines. Frozen: later schemas are later migrations.
-- The spans of a statement with headline = 1, those in via and said_on too, count code points into `articles.title`.

DROP VIEW current_statements;
DROP VIEW statement_words;
DROP INDEX statements_by_article;

-- 0 or 1; nothing that schema 1 holds is of a headline
ALTER TABLE statements ADD COLUMN headline INTEGER NOT NULL DEFAULT 0;

CREATE INDEX statements_by_article ON statements (reading_id, article_id, headline DESC, first); -- statements

CREATE VIEW statement_words AS
  -- the pieces of the content, one after the other; without json_each, which FTS5 does not allow where it rebuilds
  SELECT s.statement_key,
    (WITH RECURSIVE told (words) AS (SELECT CASE s.headline WHEN 1 THEN a.title ELSE a.text END),
      piece (i, words) AS (
        SELECT 0, substr(told.words, s.first + 1, json_extract(s.content, '$[0].end') - s.first) FROM told
        UNION ALL
        SELECT i + 1, piece.words || ' … ' || substr(told.words,
          json_extract(s.content, '$[' || (i + 1) || '].start') + 1,
          json_extract(s.content, '$[' || (i + 1) || '].end') - json_extract(s.content, '$[' || (i + 1) || '].start'))
        FROM piece, told WHERE i + 1 < json_array_length(s.content))
      SELECT words FROM piece ORDER BY i DESC LIMIT 1) AS words
  FROM statements s JOIN articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id;

CREATE VIEW current_statements AS
  SELECT s.statement_id, s.article_id, a.path, a.ordinal, a.title, a.outlet, s.party, s.speaker_name,
    json_extract(s.speaker, '$.description') AS described_as, s.act, s.mode, w.words,
    json_extract(s.said_on, '$.iso') AS said, s.score, s.why, s.source, s.cue, s.content, s.speaker, s.via,
    s.said_on, s.proposition, s.negated, s.method, s.headline, s.first, s.statement_key, s.reading_id, a.article_key,
    a.page_id
  FROM statements s
  JOIN current_articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id
  JOIN statement_words w ON w.statement_key = s.statement_key;
