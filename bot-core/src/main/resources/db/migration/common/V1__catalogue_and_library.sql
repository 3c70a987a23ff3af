-- Portable between SQLite and PostgreSQL. Times are milliseconds since 1970-01-01T00:00Z.
-- A column `person` holds `platform/workspace/id` and is named so in every table: forgetting somebody relies on it.
-- A column `channel` likewise. Lists stand one entry a line. ${bytes} is the engine's type for bytes.

CREATE TABLE counter (
    name  VARCHAR(40) NOT NULL PRIMARY KEY,
    value BIGINT      NOT NULL
);

INSERT INTO counter (name, value) VALUES ('change', 0);

CREATE TABLE paper (
    id                TEXT     NOT NULL PRIMARY KEY,
    version           INTEGER  NOT NULL,
    doi               TEXT,
    title             TEXT     NOT NULL,
    raw_title         TEXT,              -- where it differs from the title
    summary           TEXT     NOT NULL,
    raw_summary       TEXT,              -- where it differs from the summary
    authors           TEXT     NOT NULL,
    organisation      TEXT,
    categories        TEXT     NOT NULL,
    links             TEXT     NOT NULL, -- kind, space, address
    published         BIGINT,
    updated           BIGINT,
    featured          BIGINT,
    upvotes           INTEGER  NOT NULL,
    comment           TEXT,
    journal_reference TEXT,
    withdrawn         SMALLINT NOT NULL,
    added             BIGINT   NOT NULL,
    dated             BIGINT   NOT NULL, -- when featured, else published, else added
    title_key         TEXT     NOT NULL,
    text_key          TEXT     NOT NULL, -- of title and summary together
    changed           BIGINT   NOT NULL  -- sequence of the latest change
);

-- They hold what their queries read, so that those leave the wide rows alone.
CREATE INDEX paper_by_title ON paper (title_key, id);
CREATE INDEX paper_by_doi ON paper (doi, id);
CREATE INDEX paper_by_date ON paper (dated);
CREATE INDEX paper_by_change ON paper (changed, id, text_key);
CREATE INDEX paper_by_text ON paper (text_key);

-- Ids that papers had before they were merged into another. `changed` is 0 where the old id never was a paper here.
CREATE TABLE alias (
    old_id  TEXT   NOT NULL PRIMARY KEY,
    id      TEXT   NOT NULL REFERENCES paper (id),
    changed BIGINT NOT NULL
);

CREATE INDEX alias_by_id ON alias (id);
CREATE INDEX alias_by_change ON alias (changed, old_id);

CREATE TABLE link (
    page  TEXT NOT NULL, -- normalised address
    paper TEXT NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    PRIMARY KEY (page, paper)
);

CREATE INDEX link_by_paper ON link (paper);

-- What a paper said before. `changed` is the sequence of the change that replaced it.
CREATE TABLE revision (
    paper   TEXT    NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    changed BIGINT  NOT NULL,
    place   INTEGER NOT NULL,
    at      BIGINT  NOT NULL,
    version INTEGER NOT NULL,
    field   TEXT    NOT NULL,
    said    TEXT    NOT NULL,
    PRIMARY KEY (paper, changed, place)
);

-- Embeddings belong to a text, not to a paper: they stay when papers merge and lapse when the text changes.
CREATE TABLE vector (
    text_key TEXT     NOT NULL,
    model    TEXT     NOT NULL,
    numbers  ${bytes} NOT NULL, -- 32-bit floats, little-endian
    PRIMARY KEY (text_key, model)
);

CREATE TABLE import_source (
    source  TEXT   NOT NULL PRIMARY KEY,
    records BIGINT NOT NULL,
    at      BIGINT NOT NULL
);

CREATE TABLE long_code (
    code TEXT   NOT NULL PRIMARY KEY,
    text TEXT   NOT NULL,
    at   BIGINT NOT NULL
);

-- What people did. Papers are named without a foreign key: nobody loses a save because a catalogue was restored from an older copy.

CREATE TABLE member (
    channel TEXT   NOT NULL,
    person  TEXT   NOT NULL,
    name    TEXT   NOT NULL,
    seen    BIGINT NOT NULL,
    PRIMARY KEY (channel, person)
);

CREATE INDEX member_by_person ON member (person);

CREATE TABLE shelf (
    person TEXT   NOT NULL,
    paper  TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (person, paper)
);

CREATE INDEX shelf_by_paper ON shelf (paper);

CREATE TABLE vote (
    person TEXT   NOT NULL,
    paper  TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (person, paper)
);

CREATE INDEX vote_by_paper ON vote (paper);

CREATE TABLE dismissal (
    person TEXT   NOT NULL,
    paper  TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (person, paper)
);

CREATE INDEX dismissal_by_paper ON dismissal (paper);

CREATE TABLE shown (
    person TEXT   NOT NULL,
    paper  TEXT   NOT NULL,
    at     BIGINT NOT NULL, -- the latest time
    PRIMARY KEY (person, paper)
);

CREATE INDEX shown_by_paper ON shown (paper);
CREATE INDEX shown_by_time ON shown (person, at);

CREATE TABLE suggested (
    person TEXT   NOT NULL,
    paper  TEXT   NOT NULL,
    at     BIGINT NOT NULL, -- the latest time
    PRIMARY KEY (person, paper)
);

CREATE INDEX suggested_by_paper ON suggested (paper);
CREATE INDEX suggested_by_time ON suggested (person, at);

CREATE TABLE last_list (
    person  TEXT    NOT NULL,
    channel TEXT    NOT NULL,
    place   INTEGER NOT NULL, -- counted from 1
    paper   TEXT    NOT NULL,
    at      BIGINT  NOT NULL,
    PRIMARY KEY (person, channel, place)
);

CREATE INDEX last_list_by_paper ON last_list (paper);

CREATE TABLE submission (
    paper  TEXT   NOT NULL PRIMARY KEY,
    person TEXT   NOT NULL,
    at     BIGINT NOT NULL
);

CREATE INDEX submission_by_person ON submission (person);

-- stance: follow, mute. kind: topic, author, category. folded: the text in the form in which spellings compare.
CREATE TABLE person_interest (
    person TEXT   NOT NULL,
    stance TEXT   NOT NULL,
    kind   TEXT   NOT NULL,
    folded TEXT   NOT NULL,
    text   TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (person, stance, kind, folded)
);

CREATE TABLE channel_interest (
    channel TEXT   NOT NULL,
    stance  TEXT   NOT NULL,
    kind    TEXT   NOT NULL,
    folded  TEXT   NOT NULL,
    text    TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (channel, stance, kind, folded)
);

CREATE TABLE posting (
    channel  TEXT   NOT NULL,
    paper    TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    occasion TEXT   NOT NULL, -- edition, shared
    PRIMARY KEY (channel, paper, at, occasion)
);

CREATE INDEX posting_by_time ON posting (channel, at);
CREATE INDEX posting_by_paper ON posting (paper);
