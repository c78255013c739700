CREATE TABLE readings (id int PRIMARY KEY, taken date);
DO $$
BEGIN
    EXECUTE format('CREATE TABLE readings_2020
(
  CONSTRAINT readings_2020_pkey PRIMARY KEY (id)
)
INHERITS (readings)
WITH (
  OIDS=FALSE
)');
END$$;
DO $$
BEGIN
    EXECUTE format('CREATE INDEX readings_2020_taken ON readings_2020 USING btree (taken);');
END$$;
