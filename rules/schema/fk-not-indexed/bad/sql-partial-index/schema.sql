CREATE TABLE users (id SERIAL PRIMARY KEY);

CREATE TABLE sessions (
    id SERIAL PRIMARY KEY,
    user_id INTEGER REFERENCES users (id), -- expect: fk-not-indexed
    closed BOOLEAN,
    note TEXT
);

CREATE INDEX ix_sessions_open ON sessions (user_id) WHERE closed IS FALSE;
