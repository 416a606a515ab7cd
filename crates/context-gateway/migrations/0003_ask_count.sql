-- Version 3: how often customers are asked, by department and day.

-- Counts alone: no customer, no agent, no question and no answer. Kept for good: a row for each kind that occurred on
-- a day is little, and a count that shrank would look like a restart to whoever draws it.
CREATE TABLE ask_count (
    department TEXT NOT NULL,
    day        INTEGER NOT NULL,             -- days since the Unix epoch, in UTC
    kind       TEXT NOT NULL,                -- suggested, avoided, happened, confirmed, handoff
    n          INTEGER NOT NULL,
    PRIMARY KEY (department, day, kind)
) WITHOUT ROWID;
