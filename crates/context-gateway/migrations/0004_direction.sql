-- Version 4: who started a contact, as a filter with counts beside department, type, channel and status.

ALTER TABLE interaction ADD COLUMN direction TEXT NOT NULL DEFAULT ''; -- '' when the source does not say
UPDATE interaction SET direction = body ->> '$.direction' WHERE coalesce(body ->> '$.direction', '') <> '';

-- The indexes that filters and counts read instead of the bodies know it too.
DROP INDEX interaction_timeline;
CREATE INDEX interaction_timeline
    ON interaction(cid, started_at DESC, id, department, type, channel, status, direction, confidential, source);
DROP INDEX interaction_confidential;
CREATE INDEX interaction_confidential
    ON interaction(cid, department, channel, status, direction) WHERE confidential = 1;

-- What was imported before is counted once; a new database has nothing to count.
INSERT INTO facet (cid, facet, value, n)
SELECT cid, 'direction', direction, count(*) FROM interaction GROUP BY cid, direction;
