CREATE TABLE halls (id SERIAL PRIMARY KEY);

CREATE TABLE seats (
    hall INTEGER REFERENCES halls (id),
    number INTEGER,
    PRIMARY KEY (hall, number)
);
