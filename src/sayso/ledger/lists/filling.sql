-- Lists that follow from those filled before: articles, said, claim_said, claims.
UPDATE lists.articles SET statements = (SELECT count(*) FROM lists.said s WHERE s.place = articles.place);

INSERT INTO lists.party_claims
SELECT DISTINCT p.party, c.rank FROM main.current_positions p JOIN lists.claims c ON c.claim_id = p.claim_id
WHERE p.party IS NOT NULL;

INSERT INTO lists.party_people
SELECT * FROM (
  SELECT party, row_number() OVER (PARTITION BY party ORDER BY count(*) DESC, min(speaker), person_id) AS rank,
    person_id, min(speaker), count(*)
  FROM lists.said WHERE party IS NOT NULL AND speaker IS NOT NULL
  GROUP BY party, coalesce(person_id, speaker))
WHERE rank <= 40;

INSERT INTO lists.parties
SELECT row_number() OVER (ORDER BY count(*) DESC, s.party), s.party, count(*), count(DISTINCT a.story_id),
  count(DISTINCT coalesce(a.family_id, a.article_id)),
  (SELECT count(*) FROM lists.party_claims p WHERE p.party = s.party),
  min(s.earliest), max(s.latest)
FROM lists.said s JOIN lists.articles a ON a.place = s.place
WHERE s.party IS NOT NULL GROUP BY s.party;

INSERT INTO lists.outlets
SELECT row_number() OVER (ORDER BY count(*) DESC, outlet), outlet, count(*)
FROM lists.articles WHERE outlet IS NOT NULL GROUP BY outlet;

INSERT INTO lists.families
SELECT row_number() OVER (ORDER BY count(*) DESC, min(a.place)), a.family_id, m.origin_id, count(DISTINCT a.story_id),
  count(DISTINCT a.outlet), max(f.why)
FROM lists.articles a JOIN lists.members m ON m.article_id = a.article_id
JOIN main.current_families f ON f.family_id = a.family_id
WHERE a.family_id IS NOT NULL GROUP BY a.family_id;

INSERT INTO lists.flags
SELECT row_number() OVER (ORDER BY a.place IS NULL, a.place, f.kind, f.subject_id, f.spans, f.why), f.kind,
  f.subject_id, f.spans, a.place, f.why, f.parts
FROM main.current_flags f
LEFT JOIN lists.said s ON s.statement_id = f.subject_id
LEFT JOIN lists.articles a ON a.place = s.place OR a.article_id = f.subject_id;

UPDATE lists.articles SET flags = (SELECT count(*) FROM lists.flags f WHERE f.place = articles.place);

INSERT INTO lists.rejected
SELECT row_number() OVER (ORDER BY path, article_id, stage, reason, detail), path, article_id, stage, reason, detail
FROM main.current_rejected;

INSERT INTO lists.party_days
SELECT party, earliest, latest, stance, count(*), sum(origin) FROM lists.said WHERE party IS NOT NULL
GROUP BY party, earliest, latest, stance;

INSERT INTO lists.days
SELECT earliest, latest, stance, count(*), sum(origin) FROM lists.said GROUP BY earliest, latest, stance;

CREATE INDEX lists.party_days_by_party ON party_days (party, stance);
