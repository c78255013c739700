ALTER TABLE items ADD COLUMN quantity integer;
