-- What this statement does to the table is not known, so nothing is said about it.
CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE visits (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
ALTER TABLE visits REORGANISE BY user_id KEEPING ORDER;
