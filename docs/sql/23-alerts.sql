-- Alerts by severity
--
-- What should a person have looked at?
--
-- CRITICAL stops something or asks for a decision, WARNING asks for a look, INFO says that something was done.
SELECT severity, code, count(*) AS alerts, min(time) AS first, max(time) AS last,
       (array_agg(left(message, 60) ORDER BY time DESC, id))[1] AS latest
FROM alerts
GROUP BY severity, code
ORDER BY array_position(ARRAY['CRITICAL', 'WARNING', 'INFO'], severity), alerts DESC, code;
