CREATE TABLE members (club INTEGER, person INTEGER, since DATE, PRIMARY KEY (club, person));
CREATE INDEX ix_members_person ON members (person);
CREATE INDEX ix_members_person_since ON members (since, club);
