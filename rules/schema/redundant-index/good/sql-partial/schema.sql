CREATE TABLE jobs (id SERIAL PRIMARY KEY, state INTEGER, due INTEGER);
CREATE INDEX ix_jobs_waiting ON jobs (state) WHERE due IS NOT NULL;
CREATE INDEX ix_jobs_state_due ON jobs (state, due);
