CREATE TABLE public.visits (
    visit_id integer NOT NULL PRIMARY KEY,
    address text NOT NULL
);
