CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY);
CREATE TABLE ab (a_id integer REFERENCES a (id), b_id integer REFERENCES b (id), PRIMARY KEY (a_id, b_id));
