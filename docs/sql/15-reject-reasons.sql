-- Reject reasons
--
-- What did the risk gate refuse, and why?
--
-- A signal that failed several controls counts once for each. [decision-codes.md](decision-codes.md) says what
-- each code means and what helps.
SELECT strategy, control, code, signals, first_time, last_time
FROM reject_reasons
ORDER BY signals DESC, strategy, code;
