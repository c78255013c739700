DO
$$
    BEGIN
        IF EXISTS(SELECT * FROM information_schema.columns WHERE table_name = 'visits' AND column_name = 'full_address') THEN
            ALTER TABLE public.visits
                RENAME COLUMN full_address TO address;
        END IF;
    END
$$;
