CREATE TABLE events (id integer, message text);
ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY (id);
