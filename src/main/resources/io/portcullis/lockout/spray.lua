-- Notes that a login with a name failed that came from some network.
-- KEYS[1] names that failed from there, as numbers; ARGV[1] the name's, ARGV[2] how many names are told of, ARGV[3] how many are kept at
-- most, ARGV[4] for how many ms from the first on
-- returns 1 when there are so many for the first time, else 0
if redis.call('SCARD', KEYS[1]) >= tonumber(ARGV[3]) or redis.call('SADD', KEYS[1], ARGV[1]) == 0 then return 0 end
local names = redis.call('SCARD', KEYS[1])
if names == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
return names == tonumber(ARGV[2]) and 1 or 0
