-- Takes a claim, or keeps it.
-- KEYS[1] the claim; ARGV[1] who holds it, ARGV[2] for how many ms from now on
-- returns 1, or 0 when somebody else holds it
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
