-- Identifiers of other systems point to no table.
CREATE TABLE payments (
    id SERIAL PRIMARY KEY,
    stripe_id VARCHAR(40),
    trace_id TEXT,
    external_id UUID
);
