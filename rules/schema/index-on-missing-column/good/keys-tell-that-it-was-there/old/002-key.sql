ALTER TABLE public.members ADD CONSTRAINT members_person FOREIGN KEY (person_id) REFERENCES public.people (id);
