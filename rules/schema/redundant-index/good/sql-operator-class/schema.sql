CREATE TABLE people (id SERIAL PRIMARY KEY, name VARCHAR(80));
CREATE INDEX ix_people_name ON people (name);
CREATE INDEX ix_people_name_like ON people (name varchar_pattern_ops);
