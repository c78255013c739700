CREATE TABLE rates (id SERIAL PRIMARY KEY, day INTEGER, currency INTEGER, rate INTEGER);
CREATE INDEX ix_rates_day ON rates (day) INCLUDE (rate);
CREATE INDEX ix_rates_day_currency ON rates (day, currency);
