CREATE TABLE parcel (
    id INTEGER PRIMARY KEY,
    route_id INTEGER NOT NULL,
    weight INTEGER,
    -- expect: fk-not-indexed
    FOREIGN KEY (route_id) REFERENCES route (id)
);
