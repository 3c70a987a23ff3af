-- Processes that post on a platform just now: they share its limits.
CREATE TABLE process (
    name     TEXT   NOT NULL,
    platform TEXT   NOT NULL,
    seen     BIGINT NOT NULL,
    PRIMARY KEY (name, platform)
);

-- Who was an admin of a channel when they last used the bot there: they are told when a schedule stops.
CREATE TABLE channel_admin (
    channel TEXT   NOT NULL,
    person  TEXT   NOT NULL,
    seen    BIGINT NOT NULL,
    PRIMARY KEY (channel, person)
);

CREATE INDEX channel_admin_by_person ON channel_admin (person);
