-- The gateway's store, version 1.
--
-- Times are integer milliseconds since the Unix epoch, UTC. `body` columns hold the JSON of the contract type
-- they are named after, exactly as it goes over the wire before redaction. Integer keys (`cid`, `rid`, `seq`)
-- never leave the gateway; text ids do.

-- What the last import said about the whole: `rules` holds the JSON of the rules of unification, so that a look-up
-- normalises identifiers exactly as the import did.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- The systems of the departments. Priority decides between sources that disagree: higher wins.
CREATE TABLE source (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,             -- crm, support, billing, shop, cdp, ...
    department    TEXT NOT NULL,
    priority      INTEGER NOT NULL DEFAULT 0,
    stale_after_s INTEGER,                   -- seconds after `as_of` when the source counts as stale; NULL = never
    as_of         INTEGER,                   -- when the source was last read completely
    status        TEXT NOT NULL DEFAULT 'ok' -- contract `source.status`
) WITHOUT ROWID;

-- A person as one department's system records them. `body` is the mapped record before unification.
CREATE TABLE record (
    rid         INTEGER PRIMARY KEY,
    source      TEXT NOT NULL REFERENCES source(id),
    record_key  TEXT NOT NULL,
    cid         INTEGER NOT NULL,
    observed_at INTEGER,
    body        TEXT NOT NULL,
    UNIQUE (source, record_key)
);
CREATE INDEX record_by_customer ON record(cid);

-- Normalised identifiers; records that share one belong to the same customer, unless it is excluded.
CREATE TABLE identifier (
    kind  TEXT NOT NULL,                     -- email, phone, account, or a declared external id type
    value TEXT NOT NULL,                     -- normalised
    rid   INTEGER NOT NULL REFERENCES record(rid) ON DELETE CASCADE,
    PRIMARY KEY (kind, value, rid)
) WITHOUT ROWID;
CREATE INDEX identifier_by_record ON identifier(rid);

-- The unified customer. `profile` is the contract's Profile, ready to send (before redaction).
CREATE TABLE customer (
    cid          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,       -- opaque, as in URLs: cus_...
    display_name TEXT NOT NULL,
    profile      TEXT NOT NULL,
    version      INTEGER NOT NULL DEFAULT 1, -- grows with every change to anything of this customer
    updated_at   INTEGER NOT NULL
);

-- Ids of customers that were merged into another one still lead there.
CREATE TABLE customer_alias (
    id  TEXT PRIMARY KEY,
    cid INTEGER NOT NULL REFERENCES customer(cid)
) WITHOUT ROWID;

-- Everything small that hangs on a customer: one range scan reads it all.
CREATE TABLE fact (
    cid     INTEGER NOT NULL,
    kind    TEXT NOT NULL,                   -- verification, answer, commitment, consent, note, alert, campaign
    id      TEXT NOT NULL,                   -- the contract's id (answers: the key; consents: purpose[/channel])
    source  TEXT NOT NULL,
    sort_at INTEGER NOT NULL,                -- newest first within a kind
    version INTEGER NOT NULL DEFAULT 1,      -- ETag of the single resource
    body    TEXT NOT NULL,
    owner_kind  TEXT,                        -- as in `interaction`; NULL when it was written through the gateway
    owner_value TEXT,
    digest  INTEGER,                         -- hash of the imported row, NULL when it was never imported: an
                                             -- unchanged row is skipped, so re-import keeps what agents changed
    PRIMARY KEY (cid, kind, id)
) WITHOUT ROWID;

CREATE TABLE interaction (
    seq          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,       -- source:type:key, as on the wire
    cid          INTEGER NOT NULL,
    owner_kind   TEXT NOT NULL,              -- the identifier by which the source names the customer,
    owner_value  TEXT NOT NULL,              -- kept so that a later merge can move the interaction
    source       TEXT NOT NULL REFERENCES source(id),
    started_at   INTEGER NOT NULL,
    department   TEXT NOT NULL,
    channel      TEXT NOT NULL,
    type         TEXT NOT NULL,
    status       TEXT NOT NULL,
    confidential INTEGER NOT NULL DEFAULT 0, -- 1: only its own department may see more than that it exists
    version      INTEGER NOT NULL DEFAULT 1,
    body         TEXT NOT NULL,              -- contract Interaction without transcript
    detail       TEXT,                       -- JSON array of transcript turns, read by the single-interaction call
    digest       INTEGER                     -- as in `fact`
);
-- Covers filters and counts too: a customer with 10,000 interactions is counted without reading their bodies.
CREATE INDEX interaction_timeline
    ON interaction(cid, started_at DESC, id, department, type, channel, status, confidential, source);
CREATE INDEX interaction_confidential ON interaction(cid, department, channel, status) WHERE confidential = 1;
CREATE INDEX interaction_by_owner ON interaction(owner_kind, owner_value);

-- Counts per customer for filter chips and totals, kept by the writers so that the first paint never counts.
CREATE TABLE facet (
    cid   INTEGER NOT NULL,
    facet TEXT NOT NULL,                     -- department, channel, type, status; 'total' with value ''
    value TEXT NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (cid, facet, value)
) WITHOUT ROWID;

-- Full text of interactions. `owner` holds one token, 'c' followed by the cid, so that a search within one
-- customer intersects with that customer's own posting list instead of filtering everybody's matches. The text is folded
-- before it comes here, so that cutting it at its blanks is all that is left: `ascii` keeps every other character. Files of
-- earlier versions keep `unicode61`, which also cut words of Indic scripts at their vowel signs.
CREATE VIRTUAL TABLE interaction_text USING fts5(
    owner, text,
    content = '', contentless_delete = 1,
    tokenize = 'ascii',
    detail = column
);

-- What happened, in order: the stream resumes from here.
CREATE TABLE event (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    cid  INTEGER NOT NULL,
    type TEXT NOT NULL,                      -- answer.updated, interaction.created, ...
    at   INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX event_by_customer ON event(cid, seq);

-- Answers already given to a write with this key, so that a repeated request changes nothing.
CREATE TABLE idempotency (
    agent  TEXT NOT NULL,
    key    TEXT NOT NULL,
    digest BLOB NOT NULL,                    -- SHA-256 of method, path and body: same key, other request = 422
    status INTEGER NOT NULL,
    etag   TEXT,
    body   TEXT NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (agent, key)
) WITHOUT ROWID;

-- Who saw or changed what: field names and references, never values.
CREATE TABLE audit (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL,
    agent    TEXT NOT NULL,
    department TEXT NOT NULL,
    action   TEXT NOT NULL,                  -- view, resolve, write
    customer TEXT NOT NULL,
    detail   TEXT NOT NULL
);
