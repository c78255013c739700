ALTER TABLE visits DROP COLUMN user_id;
