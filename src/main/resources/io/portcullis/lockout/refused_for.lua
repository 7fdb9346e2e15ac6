-- For how long logins from some network are refused. Changes nothing.
-- KEYS[1] names that failed from there; ARGV[1] how many there may be
-- returns that time in ms; 0: they are not refused
if redis.call('SCARD', KEYS[1]) < tonumber(ARGV[1]) then return 0 end
return math.max(1, redis.call('PTTL', KEYS[1]))
