CREATE TABLE sales (id int PRIMARY KEY, year int, town text);
CREATE MATERIALIZED VIEW totals_mv AS SELECT row_number() OVER () AS id, year FROM sales;
CREATE INDEX totals_of_year ON totals_mv (year);
