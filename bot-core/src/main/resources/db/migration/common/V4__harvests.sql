-- What was taken in from the network sources. Days are the source's own, 2026-03-04.

CREATE TABLE harvest (
    source   TEXT    NOT NULL PRIMARY KEY,
    since    TEXT,             -- the day back to which it is to be complete
    done     BIGINT,           -- when a harvest last came to its end
    failures INTEGER NOT NULL  -- in a row
);

-- Days that are over and in.
CREATE TABLE harvested_day (
    source TEXT   NOT NULL,
    day    TEXT   NOT NULL,
    papers BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (source, day)
);

-- Titles that were looked up in vain. A paper that was found has no row: it lost the id that stands here.
CREATE TABLE title_lookup (
    paper TEXT    NOT NULL PRIMARY KEY,
    times INTEGER NOT NULL,
    next  BIGINT  NOT NULL -- not looked up before
);
