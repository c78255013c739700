CREATE INDEX visits_of_address ON public.visits (full_address);
