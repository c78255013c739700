OWNERS = """
CREATE TABLE owner (
    id SERIAL PRIMARY KEY
);
"""

BOATS = """
CREATE TABLE boat (
    id SERIAL PRIMARY KEY,
    owner_id INTEGER REFERENCES owner (id)  -- expect: fk-not-indexed
);
"""

SCRIPT = f"""
BEGIN;
{OWNERS}
{BOATS}
COMMIT;
"""
