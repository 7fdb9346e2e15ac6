-- Gives a claim back, if it is still the one that was taken.
-- KEYS[1] the claim; ARGV[1] what was put there
-- returns 1 when it is given back, 0 when it ran out, or is another's
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
