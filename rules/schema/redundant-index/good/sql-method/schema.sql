CREATE TABLE documents (id SERIAL PRIMARY KEY, body JSONB, kind INTEGER);
CREATE INDEX ix_documents_body ON documents USING gin (body);
CREATE INDEX ix_documents_body_kind ON documents (body, kind);
