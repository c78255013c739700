CREATE TABLE clients (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE
);

CREATE INDEX ix_clients_code ON clients (code); -- expect: redundant-index
