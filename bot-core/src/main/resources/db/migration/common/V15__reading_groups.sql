-- A channel's reading group. Who did what stands in tables of its own, in a column `person`, so that a person can be forgotten
-- and the meetings stay.

INSERT INTO counter (name, value) VALUES ('club', 0);
INSERT INTO counter (name, value) VALUES ('club_change', 0);
INSERT INTO counter (name, value) VALUES ('club_nomination', 0);
INSERT INTO counter (name, value) VALUES ('club_question', 0);
INSERT INTO counter (name, value) VALUES ('club_note', 0);

CREATE TABLE club (
    id           BIGINT   NOT NULL PRIMARY KEY,
    channel      TEXT     NOT NULL UNIQUE,
    channel_name TEXT     NOT NULL,
    platform     TEXT     NOT NULL,
    rhythm       TEXT     NOT NULL, -- weekly, every_two_weeks, monthly
    week         INTEGER  NOT NULL, -- monthly: the weekday's place in the month, 1 to 4, -1 for the last one; else 0
    weekday      INTEGER  NOT NULL, -- 1 is Monday
    time         TEXT     NOT NULL, -- HH:mm
    zone         TEXT     NOT NULL,
    first        TEXT     NOT NULL, -- the day of the first meeting, 2026-03-05
    place        TEXT,
    minutes      INTEGER  NOT NULL,
    opens        INTEGER  NOT NULL, -- so many days before a meeting its vote opens
    closes       INTEGER  NOT NULL, -- and so many days before it closes
    reminders    TEXT     NOT NULL, -- those that are sent, with blanks between
    state        TEXT     NOT NULL, -- active, paused, stopped
    reason       TEXT     NOT NULL, -- why it is paused
    refused      SMALLINT NOT NULL, -- 1: the platform's refusal paused it
    since        BIGINT   NOT NULL, -- of the state
    counts_from  BIGINT   NOT NULL  -- what falls due later counts
);

CREATE INDEX club_by_state ON club (platform, state);

CREATE TABLE club_change (
    id    BIGINT NOT NULL PRIMARY KEY,
    club  BIGINT NOT NULL,
    at    BIGINT NOT NULL,
    after TEXT   NOT NULL
);

CREATE INDEX club_change_by_club ON club_change (club, id);

CREATE TABLE club_change_person (
    change BIGINT NOT NULL PRIMARY KEY,
    person TEXT   NOT NULL
);

CREATE INDEX club_change_person_by_person ON club_change_person (person);

-- What is known of one meeting; a meeting of which nothing is known yet has no row.
CREATE TABLE club_meeting (
    club    BIGINT   NOT NULL,
    day     TEXT     NOT NULL, -- the local day
    skipped SMALLINT NOT NULL,
    opened  BIGINT,            -- when its vote opened
    closed  BIGINT,            -- when its vote closed
    paper   TEXT,              -- what is read
    choice  TEXT,              -- how it was chosen: votes, tie, proposal
    why     TEXT     NOT NULL, -- for people
    ballots INTEGER  NOT NULL, -- how many people voted
    held    BIGINT,            -- when it began
    PRIMARY KEY (club, day)
);

CREATE INDEX club_meeting_by_paper ON club_meeting (paper);

CREATE TABLE club_presenter (
    club   BIGINT NOT NULL,
    day    TEXT   NOT NULL,
    person TEXT   NOT NULL,
    PRIMARY KEY (club, day)
);

CREATE INDEX club_presenter_by_person ON club_presenter (person);

CREATE TABLE club_nomination (
    id      BIGINT  NOT NULL PRIMARY KEY,
    club    BIGINT  NOT NULL,
    paper   TEXT    NOT NULL,
    because TEXT    NOT NULL,
    at      BIGINT  NOT NULL,
    rounds  INTEGER NOT NULL, -- votes that it was in and did not win
    state   TEXT    NOT NULL  -- open, chosen, left, withdrawn
);

CREATE INDEX club_nomination_by_club ON club_nomination (club, state, at);
CREATE INDEX club_nomination_by_paper ON club_nomination (paper);

CREATE TABLE club_nominator (
    nomination BIGINT NOT NULL PRIMARY KEY,
    person     TEXT   NOT NULL
);

CREATE INDEX club_nominator_by_person ON club_nominator (person);

CREATE TABLE club_candidate (
    club       BIGINT  NOT NULL,
    day        TEXT    NOT NULL,
    place      INTEGER NOT NULL, -- on the ballot, from 1
    nomination BIGINT  NOT NULL,
    votes      INTEGER,          -- those that counted when it closed
    PRIMARY KEY (club, day, place)
);

CREATE TABLE club_vote (
    club       BIGINT NOT NULL,
    day        TEXT   NOT NULL,
    person     TEXT   NOT NULL,
    nomination BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (club, day, person, nomination)
);

CREATE INDEX club_vote_by_person ON club_vote (person);

CREATE TABLE club_member (
    club   BIGINT NOT NULL,
    person TEXT   NOT NULL,
    joined BIGINT NOT NULL,
    PRIMARY KEY (club, person)
);

CREATE INDEX club_member_by_person ON club_member (person);

CREATE TABLE club_absence (
    club   BIGINT NOT NULL,
    person TEXT   NOT NULL,
    day    TEXT   NOT NULL,
    PRIMARY KEY (club, person, day)
);

CREATE INDEX club_absence_by_person ON club_absence (person);

-- A turn that its presenter offers to somebody.
CREATE TABLE club_swap (
    club   BIGINT NOT NULL,
    day    TEXT   NOT NULL,
    person TEXT   NOT NULL, -- who may accept it
    at     BIGINT NOT NULL,
    PRIMARY KEY (club, day)
);

CREATE INDEX club_swap_by_person ON club_swap (person);

CREATE TABLE club_question (
    id   BIGINT NOT NULL PRIMARY KEY,
    club BIGINT NOT NULL,
    day  TEXT   NOT NULL, -- the meeting that it is for
    text TEXT   NOT NULL,
    at   BIGINT NOT NULL
);

CREATE INDEX club_question_by_meeting ON club_question (club, day);

CREATE TABLE club_asker (
    question BIGINT NOT NULL PRIMARY KEY,
    person   TEXT   NOT NULL
);

CREATE INDEX club_asker_by_person ON club_asker (person);

CREATE TABLE club_note (
    id   BIGINT NOT NULL PRIMARY KEY,
    club BIGINT NOT NULL,
    day  TEXT   NOT NULL,
    text TEXT   NOT NULL,
    at   BIGINT NOT NULL
);

CREATE INDEX club_note_by_meeting ON club_note (club, day);

CREATE TABLE club_noter (
    note   BIGINT NOT NULL PRIMARY KEY,
    person TEXT   NOT NULL
);

CREATE INDEX club_noter_by_person ON club_noter (person);

CREATE TABLE club_rating (
    club   BIGINT  NOT NULL,
    day    TEXT    NOT NULL,
    person TEXT    NOT NULL,
    stars  INTEGER NOT NULL, -- 1 to 5
    at     BIGINT  NOT NULL,
    PRIMARY KEY (club, day, person)
);

CREATE INDEX club_rating_by_person ON club_rating (person);
