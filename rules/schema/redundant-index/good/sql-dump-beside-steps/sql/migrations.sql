CREATE TABLE parcels
( id bigserial PRIMARY KEY
, sender bigint NOT NULL
, label text
, UNIQUE (sender, label)
);
