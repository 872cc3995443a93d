-- The append-only audit: each row carries the hash of the one before. A plain table on every edition,
-- and none that retention applies to: a chunk that is dropped would be a hole in the chains.

CREATE TABLE audit (
  account          text        NOT NULL,
  log              text        NOT NULL,
  partition_number integer     NOT NULL,
  offset_number    bigint      NOT NULL,
  position         bigint      NOT NULL,
  time             timestamptz NOT NULL,
  kind             text        NOT NULL,
  identity         text        NOT NULL,
  record           bytea       NOT NULL,
  previous_hash    bytea       NOT NULL,
  hash             bytea       NOT NULL,
  PRIMARY KEY (account, log, partition_number, offset_number)
);
CREATE INDEX audit_identity ON audit (kind, identity);
CREATE INDEX audit_time ON audit (account, time);
COMMENT ON TABLE audit IS 'one hash chain for each account and log, in the order of offsets; alphaflow audit verify checks it';
COMMENT ON COLUMN audit.account IS '* for commands to all accounts';
COMMENT ON COLUMN audit.position IS 'in the chain, counted from 1 without a gap';
COMMENT ON COLUMN audit.time IS 'of the record: of a decision the market''s, of a report the venue''s, of a command the clock of the person''s machine';
COMMENT ON COLUMN audit.identity IS 'of a decision account/sequence, of a command person/sequence, of a report client_order_id/sequence';
COMMENT ON COLUMN audit.record IS 'the bytes as they stand in the log: convert_from(record, ''UTF8'')';
COMMENT ON COLUMN audit.hash IS 'sha256(previous_hash || sha256(record) || log, partition, offset, position, account, with line feeds between)';

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table audit is append-only: % is refused', TG_OP
    USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
