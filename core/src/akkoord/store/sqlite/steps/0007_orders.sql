-- When something was ordered, where the sender says so: a day or a moment, empty where it is not known.
ALTER TABLE sale_line ADD COLUMN ordered_on TEXT NOT NULL DEFAULT '';
