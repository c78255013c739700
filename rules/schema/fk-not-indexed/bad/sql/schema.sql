CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);

CREATE TABLE invoices (
    id INTEGER PRIMARY KEY,
    -- expect: fk-not-indexed
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    total INTEGER
);
