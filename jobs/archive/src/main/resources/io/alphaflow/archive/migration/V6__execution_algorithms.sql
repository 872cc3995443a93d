-- Orders that are worked in slices or as icebergs: parents and their children.

ALTER TABLE signals
  ADD COLUMN algorithm       text,
  ADD COLUMN duration_micros bigint,
  ADD COLUMN slices          bigint,
  ADD COLUMN display         numeric(28, 8),
  ADD COLUMN parent          bigint,
  ADD COLUMN child           bigint;
COMMENT ON COLUMN signals.algorithm IS 'of a parent: TWAP, with duration_micros and slices, or ICEBERG, with display; null for others';
COMMENT ON COLUMN signals.parent IS 'of a child: sequence of the decision of its account that accepted the parent; child counts from 1';

ALTER TABLE decisions ADD COLUMN work_quantity numeric(28, 8);
COMMENT ON COLUMN decisions.work_quantity IS 'base quantity that the children of an accepted parent may trade together; null for others';
