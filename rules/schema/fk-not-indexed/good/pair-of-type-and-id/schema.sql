-- What a row is about is told by both columns; the index leads with the kind.
CREATE TABLE notes (
    id SERIAL PRIMARY KEY,
    about_type VARCHAR(20),
    about_id INTEGER,
    body TEXT
);
CREATE INDEX ix_notes_about ON notes (about_type, about_id);
