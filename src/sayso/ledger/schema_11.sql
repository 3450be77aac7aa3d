-- The sayso ledger, schema 11: versions of one page. Frozen: later schemas are later migrations.
CREATE INDEX copy_links_by_relation ON copy_links (relation);  -- current_versions
CREATE VIEW current_versions AS
  -- the articles whose page was fetched again in other words: the first version of the story of each
  WITH RECURSIVE later (article_id, before_id) AS MATERIALIZED
    (SELECT copy_id, origin_id FROM current_copies WHERE relation = 'version'),
  version (article_id, story_id) AS
    (SELECT before_id, before_id FROM later WHERE before_id NOT IN (SELECT article_id FROM later)
     UNION SELECT l.article_id, v.story_id FROM version v JOIN later l ON l.before_id = v.article_id)
  SELECT article_id, story_id FROM version;
