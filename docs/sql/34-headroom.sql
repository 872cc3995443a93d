-- Headroom
--
-- How near did each limit come to stopping an order, and when?
--
-- Of every control that measured something, the decision at which the most of its limit was used; over 100 it was broken. For a
-- limit that is the least allowed, such as the time between equal orders, it is the limit as a share of what was found.
SELECT DISTINCT ON (control, code)
       control, code, percent_of_limit AS percent,
       trim_scale(observed) AS observed, trim_scale("limit") AS "limit", unit,
       decision, time, outcome
FROM control_readings
WHERE account = 'main' AND time >= '2013-11-25' AND time < '2013-11-28'
ORDER BY control, code, percent_of_limit DESC NULLS LAST, decision;
