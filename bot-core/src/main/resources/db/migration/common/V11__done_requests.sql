-- Requests that change something and were begun, so that one that comes again, be it to another process, is not done again.
-- Kept as a digest, which says nothing of whose request it was, for as long as it can come back.
CREATE TABLE done_request (
    digest TEXT   NOT NULL PRIMARY KEY,
    until  BIGINT NOT NULL
);

CREATE INDEX done_request_by_until ON done_request (until);
