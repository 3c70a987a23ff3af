-- Links that nobody can guess, to what is not for everybody. Each is whole in its token, so that it can be shown again; to end a
-- link is to delete its row.

-- To what a channel got: its page and its feeds.
CREATE TABLE channel_link (
    channel TEXT     NOT NULL PRIMARY KEY,
    token   TEXT     NOT NULL UNIQUE,
    name    TEXT     NOT NULL,           -- how the channel was called when that was last heard
    listed  SMALLINT NOT NULL DEFAULT 0, -- whether public pages name it
    at      BIGINT   NOT NULL
);

-- To a feed that a person asked for.
CREATE TABLE person_link (
    token   TEXT   NOT NULL PRIMARY KEY,
    person  TEXT   NOT NULL,
    subject TEXT   NOT NULL, -- what the feed is of
    at      BIGINT NOT NULL,
    UNIQUE (person, subject)
);
