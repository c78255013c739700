CREATE TABLE survey.markers (zip text, latitude float8, longitude float8);
CREATE TABLE survey.answers (id bigint PRIMARY KEY, text text);
