CREATE TABLE piers (
    id INT NOT NULL PRIMARY KEY
);

CREATE TABLE moorings (
    id INT NOT NULL PRIMARY KEY,
    pier_id INT NOT NULL REFERENCES piers (id)
);

CREATE VIEW moored AS
SELECT p.id, m.id AS mooring FROM piers p JOIN moorings m ON m.pier_id = p.id
WITH NO SCHEMA BINDING;
