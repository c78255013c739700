CREATE TABLE seats (hall INTEGER, number INTEGER, PRIMARY KEY (hall, number));

CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    hall INTEGER,
    seat INTEGER,
    price INTEGER,
    -- expect: fk-not-indexed
    FOREIGN KEY (hall, seat) REFERENCES seats (hall, number)
);
