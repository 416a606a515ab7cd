-- Version 2: what an agent decided about a field of the profile, and how many contacts there are about what.

-- Grows with every change of the profile alone: the entity tag of a decision about one of its fields. By a trigger,
-- so that nobody who writes a profile can forget it.
ALTER TABLE customer ADD COLUMN profile_version INTEGER NOT NULL DEFAULT 1;
CREATE TRIGGER profile_changed AFTER UPDATE OF profile ON customer WHEN old.profile IS NOT new.profile
BEGIN
    UPDATE customer SET profile_version = profile_version + 1 WHERE cid = new.cid;
END;

-- Inbound contacts by the hour in which they began, kept by the writers for the last weeks alone, so that unusually
-- many of them are seen without reading interactions. No customers in it.
CREATE TABLE contact_volume (
    hour    INTEGER NOT NULL,                -- hours since the Unix epoch
    reason  TEXT NOT NULL,
    product TEXT NOT NULL,                   -- '' when the contact names none
    n       INTEGER NOT NULL,
    PRIMARY KEY (hour, reason, product)
) WITHOUT ROWID;

-- What was imported before is counted once; a new database has nothing to count.
INSERT INTO contact_volume (hour, reason, product, n)
SELECT started_at / 3600000, body ->> '$.reason', coalesce(body ->> '$.product', ''), count(*)
FROM interaction
WHERE started_at >= (SELECT max(as_of) FROM source) - 16 * 86400000
  AND type IN ('call', 'chat', 'email', 'ticket', 'message', 'visit')
  AND coalesce(body ->> '$.reason', '') <> '' AND coalesce(body ->> '$.direction', '') <> 'outbound'
  AND NOT EXISTS (SELECT 1 FROM json_each(body, '$.relationships') link
                  WHERE link.value ->> '$.relationshipType' IN ('parent', 'handover'))
GROUP BY 1, 2, 3;
