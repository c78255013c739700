-- expect: table-without-primary-key
CREATE TABLE visits (place text, day date);
