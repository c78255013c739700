CREATE TABLE parts (id integer PRIMARY KEY);
CREATE TABLE events AS SELECT * FROM parts;
