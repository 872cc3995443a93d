-- Dead letters by code
--
-- Which inputs could not be used, and what did one look like?
--
-- Nothing that arrives is dropped silently: what is not used stands here whole. Equal trades and zero quantities
-- are in many recordings; anything that names a topic of the desk is a bug.
SELECT source, topic, code, count(*) AS records, min(reason) AS reason,
       convert_from(decode((array_agg(raw ORDER BY offset_number))[1], 'base64'), 'UTF8') AS example
FROM dead_letters
GROUP BY source, topic, code
ORDER BY records DESC, source, topic, code;
