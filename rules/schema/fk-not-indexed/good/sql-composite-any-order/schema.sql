CREATE TABLE seats (hall INTEGER, number INTEGER, PRIMARY KEY (hall, number));

CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    hall INTEGER,
    seat INTEGER,
    price INTEGER,
    FOREIGN KEY (hall, seat) REFERENCES seats (hall, number)
);

CREATE INDEX ix_tickets_seat ON tickets (seat, hall, price);
