-- Workspaces that installed the bot. Who did stands in a table of its own, so that a person can be forgotten.

CREATE TABLE installation (
    platform  TEXT   NOT NULL,
    workspace TEXT   NOT NULL,
    name      TEXT   NOT NULL,
    bot       TEXT   NOT NULL, -- its id there
    scopes    TEXT   NOT NULL, -- one a line
    sealed    TEXT,            -- the token, encrypted; none since it was revoked
    installed BIGINT NOT NULL,
    revoked   BIGINT,
    PRIMARY KEY (platform, workspace)
);

CREATE TABLE installation_person (
    platform  TEXT   NOT NULL,
    workspace TEXT   NOT NULL,
    person    TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (platform, workspace)
);

CREATE INDEX installation_person_by_person ON installation_person (person);

-- Words that were given out to whoever is about to install, each good once: those used up. Kept as a digest.
CREATE TABLE installation_word (
    digest TEXT   NOT NULL PRIMARY KEY,
    until  BIGINT NOT NULL
);
