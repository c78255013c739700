-- Either half is searched alone: no index begins with the other's first column.
CREATE TABLE notes (id SERIAL PRIMARY KEY, about_type VARCHAR(20), about_id INTEGER);
CREATE INDEX ix_notes_about ON notes (about_type, about_id);
CREATE INDEX ix_notes_about_id ON notes (about_id);
