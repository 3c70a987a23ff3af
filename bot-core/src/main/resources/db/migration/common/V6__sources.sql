-- What all processes remember about the network sources of papers together.

ALTER TABLE paper ADD COLUMN announced BIGINT;
ALTER TABLE paper ADD COLUMN stars INTEGER NOT NULL DEFAULT 0;

-- Whose turn it is to ask a source. Its times are by the database's clock.
CREATE TABLE source_turn (
    lane    TEXT   NOT NULL PRIMARY KEY,
    fence   BIGINT NOT NULL, -- increases with every turn
    free    BIGINT NOT NULL, -- no turn begins before
    until   BIGINT NOT NULL, -- when the turn that is out lapses, 0 where none is
    spacing BIGINT NOT NULL, -- between the end of the turn that is out and the next one
    resting BIGINT NOT NULL  -- until when the source asked to be left alone, 0 where it never did
);

-- What was asked and answered in full.
CREATE TABLE source_query (
    source        TEXT   NOT NULL,
    query         TEXT   NOT NULL,
    at            BIGINT NOT NULL,
    etag          TEXT,
    last_modified TEXT,
    answer        TEXT   NOT NULL,
    PRIMARY KEY (source, query)
);

CREATE INDEX source_query_by_time ON source_query (at);

CREATE TABLE source_state (
    source          TEXT   NOT NULL PRIMARY KEY,
    last_answer     BIGINT,
    last_failure    BIGINT,
    failure         TEXT   NOT NULL,
    circuit         TEXT   NOT NULL, -- closed, open, half_open
    rejected        BIGINT NOT NULL,
    rejected_place  TEXT   NOT NULL, -- of the latest
    rejected_reason TEXT   NOT NULL
);

-- What is unusual about the fields of a kind of answer, as of the latest one.
CREATE TABLE source_field (
    source TEXT   NOT NULL,
    answer TEXT   NOT NULL,
    field  TEXT   NOT NULL,
    change TEXT   NOT NULL, -- added, missing
    since  BIGINT NOT NULL,
    PRIMARY KEY (source, answer, field, change)
);
