-- When a process that posts on a platform was last there, and since when some process has been, without a
-- silence. After one the store may be a restored one, and not know what was posted before.
CREATE TABLE platform_alive (
    platform TEXT   NOT NULL PRIMARY KEY,
    seen     BIGINT NOT NULL,
    resumed  BIGINT NOT NULL
);
