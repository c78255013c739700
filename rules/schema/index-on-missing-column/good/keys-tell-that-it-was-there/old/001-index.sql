CREATE INDEX members_of_team ON members (team_id, person_id);
