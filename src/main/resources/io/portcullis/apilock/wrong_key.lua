-- Counts a wrong key of a namespace.
-- KEYS[1] the counter, a hash; ARGV[1] for how many ms it lives from the first on
-- returns how many there were with this one, and for how many ms they count
local number = redis.call('HINCRBY', KEYS[1], 'n', 1)
if number == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {number, redis.call('PTTL', KEYS[1])}
