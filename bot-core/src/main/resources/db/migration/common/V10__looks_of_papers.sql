-- What a list entry shows of a paper beside what is known already.

ALTER TABLE paper ADD COLUMN month_only SMALLINT NOT NULL DEFAULT 0; -- whether published is known to the month
ALTER TABLE paper ADD COLUMN tldr TEXT;                              -- a sentence about it, by its source
ALTER TABLE paper ADD COLUMN thumbnail TEXT;                         -- address of a picture

-- A paper of which nobody knows when it appeared is never new.
UPDATE paper SET dated = 0 WHERE published IS NULL AND featured IS NULL AND announced IS NULL;
