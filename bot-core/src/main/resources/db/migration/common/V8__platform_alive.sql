-- When a process that posts on a platform was last there. A store that was silent for long may be a restored one.
CREATE TABLE platform_alive (
    platform TEXT   NOT NULL PRIMARY KEY,
    seen     BIGINT NOT NULL
);
