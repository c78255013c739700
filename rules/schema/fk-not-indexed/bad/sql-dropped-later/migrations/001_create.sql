CREATE TABLE machines (id INTEGER PRIMARY KEY);
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    machine_id INTEGER REFERENCES machines (id), -- expect: fk-not-indexed
    state TEXT
);
CREATE INDEX ix_jobs_machine ON jobs (machine_id);
