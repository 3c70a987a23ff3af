-- Papers by mail. An address is encrypted; what is compared is a digest under a key, so that neither can be guessed from a copy.
INSERT INTO counter (name, value) VALUES ('subscription', 0);

CREATE TABLE subscription (
    id             BIGINT  NOT NULL PRIMARY KEY,
    number         INTEGER NOT NULL, -- counted from 1 for each person
    person         TEXT,             -- none where it was made on a page
    address        TEXT    NOT NULL, -- sealed
    address_digest TEXT    NOT NULL,
    content        TEXT    NOT NULL, -- trending, recommended, channel, topic
    topic          TEXT,
    channel        TEXT,             -- whose posts, or whose mutes
    channel_name   TEXT,
    days           TEXT    NOT NULL, -- digits, 1 is Monday
    time           TEXT    NOT NULL, -- HH:mm
    zone           TEXT    NOT NULL,
    state          TEXT    NOT NULL, -- pending, active, paused
    reason         TEXT    NOT NULL, -- why it is paused
    at             BIGINT  NOT NULL, -- of the state
    wrong_codes    INTEGER NOT NULL,
    until          BIGINT,           -- when the confirmation is too late
    counts_from    BIGINT  NOT NULL, -- what falls due later counts
    since          BIGINT  NOT NULL  -- what is dated later has not been in a mail
);

CREATE INDEX subscription_by_person ON subscription (person);
CREATE INDEX subscription_by_state ON subscription (state);

-- Mails that ask for a confirmation, for a day: of an address or a person nothing is kept but a digest under a key.
CREATE TABLE confirmation_mail (
    subject TEXT   NOT NULL,
    at      BIGINT NOT NULL
);

CREATE INDEX confirmation_mail_by_subject ON confirmation_mail (subject, at);
