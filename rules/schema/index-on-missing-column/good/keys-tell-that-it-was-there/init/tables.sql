CREATE TABLE public.members (
    person_sub character varying NOT NULL,
    team_id integer NOT NULL,
    PRIMARY KEY (person_sub, team_id)
);
