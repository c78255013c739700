CREATE TABLE parcels
( id bigserial PRIMARY KEY
, sender bigint NOT NULL
, label text
, weight int
, UNIQUE (sender, label)
);
