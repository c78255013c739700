CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY);
CREATE TABLE ab (
    id integer PRIMARY KEY,
    a_id integer NOT NULL REFERENCES a (id),
    -- expect: m2m-reverse-unindexed
    b_id integer NOT NULL REFERENCES b (id),
    UNIQUE (a_id, b_id)
);
