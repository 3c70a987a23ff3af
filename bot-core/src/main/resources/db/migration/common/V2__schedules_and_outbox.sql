-- Schedules belong to a channel; who made and changed them stands in tables of its own, so that a person can be forgotten.

INSERT INTO counter (name, value) VALUES ('schedule', 0);
INSERT INTO counter (name, value) VALUES ('schedule_change', 0);
INSERT INTO counter (name, value) VALUES ('digest', 0);

CREATE TABLE schedule (
    id           BIGINT   NOT NULL PRIMARY KEY,
    channel      TEXT     NOT NULL,
    number       INTEGER  NOT NULL, -- counted from 1 in each channel, never used again
    channel_name TEXT     NOT NULL,
    platform     TEXT     NOT NULL,
    days         TEXT     NOT NULL, -- digits, 1 is Monday
    time         TEXT     NOT NULL, -- HH:mm
    zone         TEXT     NOT NULL,
    topic        TEXT,
    kind         TEXT     NOT NULL, -- paper, digest
    role         TEXT,
    state        TEXT     NOT NULL, -- active, paused, removed
    reason       TEXT     NOT NULL, -- why it is paused
    refused      SMALLINT NOT NULL, -- 1: the platform's refusal paused it
    since        BIGINT   NOT NULL, -- of the state
    counts_from  BIGINT   NOT NULL, -- what falls due later counts
    UNIQUE (channel, number)
);

CREATE INDEX schedule_by_state ON schedule (platform, state);

CREATE TABLE schedule_person (
    schedule BIGINT NOT NULL PRIMARY KEY,
    person   TEXT   NOT NULL,
    at       BIGINT NOT NULL
);

CREATE INDEX schedule_person_by_person ON schedule_person (person);

CREATE TABLE schedule_change (
    id      BIGINT  NOT NULL PRIMARY KEY,
    channel TEXT    NOT NULL,
    number  INTEGER NOT NULL,
    at      BIGINT  NOT NULL,
    before  TEXT    NOT NULL,
    after   TEXT    NOT NULL
);

CREATE INDEX schedule_change_by_channel ON schedule_change (channel, id);

CREATE TABLE schedule_change_person (
    change BIGINT NOT NULL PRIMARY KEY,
    person TEXT   NOT NULL
);

CREATE INDEX schedule_change_person_by_person ON schedule_change_person (person);

CREATE TABLE digest (
    person      TEXT   NOT NULL PRIMARY KEY,
    id          BIGINT NOT NULL UNIQUE,
    platform    TEXT   NOT NULL,
    channel     TEXT   NOT NULL, -- where it was ordered
    rhythm      TEXT   NOT NULL, -- daily, weekly
    zone        TEXT   NOT NULL,
    counts_from BIGINT NOT NULL,
    since       BIGINT NOT NULL, -- what is dated later has not been in a digest
    stopped     TEXT             -- why the platform does not take it
);

CREATE INDEX digest_by_platform ON digest (platform);

-- What was due and what became of it. One row an occurrence: that is what makes it be posted once.
CREATE TABLE outbox (
    job     TEXT    NOT NULL, -- schedule/7, digest/3
    day     TEXT    NOT NULL, -- the local day, 2026-03-04
    slot    INTEGER NOT NULL, -- 0: what the cadence brings
    channel TEXT,             -- none for a direct message
    due     BIGINT  NOT NULL,
    state   TEXT    NOT NULL, -- claimed, sending, retry, posted, in_doubt, blocked, skipped
    detail  TEXT    NOT NULL,
    worker  TEXT    NOT NULL,
    fence   BIGINT  NOT NULL, -- increases with every claim
    until   BIGINT  NOT NULL, -- when the claim lapses, or the next try is
    tries   INTEGER NOT NULL,
    sent    BIGINT,           -- since when it may have been posted
    message TEXT    NOT NULL,
    at      BIGINT  NOT NULL, -- of the state
    PRIMARY KEY (job, day, slot)
);

CREATE INDEX outbox_by_due ON outbox (job, slot, due);
CREATE INDEX outbox_by_state ON outbox (state, at);

-- The papers of an occurrence. A channel has a paper once: it is in `had` from when it is about to be sent.
CREATE TABLE outbox_paper (
    job   TEXT    NOT NULL,
    day   TEXT    NOT NULL,
    slot  INTEGER NOT NULL,
    place INTEGER NOT NULL,
    paper TEXT    NOT NULL,
    why   TEXT    NOT NULL,
    PRIMARY KEY (job, day, slot, place)
);

CREATE INDEX outbox_paper_by_paper ON outbox_paper (paper);

CREATE TABLE had (
    channel TEXT    NOT NULL,
    paper   TEXT    NOT NULL,
    job     TEXT    NOT NULL,
    day     TEXT    NOT NULL,
    slot    INTEGER NOT NULL,
    PRIMARY KEY (channel, paper)
);

CREATE INDEX had_by_paper ON had (paper);
CREATE INDEX had_by_occurrence ON had (job, day, slot);

-- db-scheduler's table, as its documentation has it. Only when to look; what is due, the tables above say.
CREATE TABLE scheduled_tasks (
    task_name            TEXT     NOT NULL,
    task_instance        TEXT     NOT NULL,
    task_data            ${bytes},
    execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
    picked               BOOLEAN  NOT NULL,
    picked_by            TEXT,
    last_success         TIMESTAMP WITH TIME ZONE,
    last_failure         TIMESTAMP WITH TIME ZONE,
    consecutive_failures INTEGER,
    last_heartbeat       TIMESTAMP WITH TIME ZONE,
    version              BIGINT   NOT NULL,
    priority             SMALLINT,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
