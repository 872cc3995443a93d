-- What stood where in the journal: SQL that counts something once more has to count in its order.

CREATE TABLE journal (
  partition_number integer     NOT NULL,
  offset_number    bigint      NOT NULL,
  time             timestamptz NOT NULL,
  producer         text        NOT NULL,
  sequence         bigint      NOT NULL,
  PRIMARY KEY (partition_number, offset_number, time)
);
CREATE INDEX journal_entry ON journal (producer, sequence);
CREATE INDEX journal_producer ON journal (partition_number, producer, offset_number);
COMMENT ON TABLE journal IS 'the entries of the journal in their order; what they say is in the tables of their kinds';
COMMENT ON COLUMN journal.time IS 'the entry''s own: of marks and clock ticks the venue''s, of a command the clock of the person''s machine; the highest one of marks and ticks so far is logical time';
COMMENT ON COLUMN journal.producer IS 'who counted sequence: mark/sim:BTC/USD, clock/sim, execution/<client order id>, account/main, …; an entry that was written again stands here again, and the first one counts';
COMMENT ON COLUMN pnl.entry IS 'producer#sequence of the journal entry that led to the snapshot';
