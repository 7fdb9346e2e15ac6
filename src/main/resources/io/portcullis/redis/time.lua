-- The clock of the node that owns a key.
-- KEYS[1] any key of that node
-- returns {seconds, microseconds}
return redis.call('TIME')
