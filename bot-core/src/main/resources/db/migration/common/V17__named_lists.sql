-- The named lists on people's shelves. A list is there while it has papers; a paper on one is on the shelf as well.
CREATE TABLE list_entry (
    person TEXT   NOT NULL,
    folded TEXT   NOT NULL, -- the list's name in lower case
    paper  TEXT   NOT NULL,
    name   TEXT   NOT NULL, -- as the person writes it
    at     BIGINT NOT NULL,
    PRIMARY KEY (person, folded, paper)
);

CREATE INDEX list_entry_by_paper ON list_entry (paper);
