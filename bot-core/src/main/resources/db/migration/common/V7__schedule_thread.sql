-- Whether a thread for discussion is opened under each paper of the day.

ALTER TABLE schedule ADD COLUMN thread SMALLINT NOT NULL DEFAULT 1;
