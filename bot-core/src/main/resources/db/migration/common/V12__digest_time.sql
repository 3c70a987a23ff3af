-- A digest has a time of its own, and may come on weekdays. Until now all came at nine.
ALTER TABLE digest ADD COLUMN time TEXT NOT NULL DEFAULT '09:00'; -- HH:mm
