CREATE TABLE people (id SERIAL PRIMARY KEY, name VARCHAR(80), town VARCHAR(80));
CREATE INDEX ix_people_lower ON people (lower(name));
CREATE INDEX ix_people_lower_town ON people (upper(name), town);
CREATE INDEX ix_people_name_town ON people (name, town);
