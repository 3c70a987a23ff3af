-- What people did with papers in the sight of a channel: what its members may know of one another. Whatever was done
-- before this table came is private: nobody wrote down where it was done.
CREATE TABLE channel_activity (
    channel TEXT   NOT NULL,
    person  TEXT   NOT NULL,
    paper   TEXT   NOT NULL,
    kind    TEXT   NOT NULL, -- save, share, vote, submission
    at      BIGINT NOT NULL, -- the first time
    PRIMARY KEY (channel, paper, kind, person)
);

CREATE INDEX channel_activity_by_person ON channel_activity (person, paper);
CREATE INDEX channel_activity_by_paper ON channel_activity (paper);
