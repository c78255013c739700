-- A composite foreign key needs exactly these columns unique together.
CREATE TABLE tenants_users (id INTEGER PRIMARY KEY, tenant INTEGER, UNIQUE (id, tenant));
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    tenant INTEGER,
    FOREIGN KEY (user_id, tenant) REFERENCES tenants_users (id, tenant)
);
CREATE INDEX ix_notes_user ON notes (user_id, tenant);
