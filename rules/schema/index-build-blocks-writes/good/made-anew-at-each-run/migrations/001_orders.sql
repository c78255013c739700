DROP TABLE IF EXISTS orders;
CREATE TABLE orders (id integer PRIMARY KEY, state text);
