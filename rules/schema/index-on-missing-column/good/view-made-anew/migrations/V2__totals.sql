DROP MATERIALIZED VIEW IF EXISTS totals_mv;
CREATE MATERIALIZED VIEW totals_mv AS SELECT row_number() OVER () AS id, town FROM sales;
CREATE INDEX totals_of_town ON totals_mv (town);
