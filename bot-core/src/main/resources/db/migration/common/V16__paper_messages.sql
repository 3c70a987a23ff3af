-- Messages that show one paper to a channel, so that a reaction to one, its counts and the thread under it lead to the paper.
-- What schedules post is in the outbox; here is what people shared and opened.
CREATE TABLE paper_message (
    channel TEXT   NOT NULL,
    message TEXT   NOT NULL, -- the platform's own id
    paper   TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    person  TEXT   NOT NULL, -- who put it there
    PRIMARY KEY (channel, message)
);

CREATE INDEX paper_message_by_paper ON paper_message (paper, at);

-- The one discussion of a paper in a channel.
CREATE TABLE discussion (
    channel TEXT   NOT NULL,
    paper   TEXT   NOT NULL,
    at      BIGINT NOT NULL, -- when it was opened, or began to be
    message TEXT,            -- the message that its thread is under; none while it is being opened
    PRIMARY KEY (channel, paper)
);

CREATE INDEX discussion_by_message ON discussion (channel, message);

-- A post is found by its message.
CREATE INDEX outbox_by_message ON outbox (channel, message);
