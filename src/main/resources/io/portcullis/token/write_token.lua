-- Writes a token, its uses and its expiry in one step; never over another.
-- KEYS[1] token
-- ARGV[1] sealed entry; ARGV[2] uses, '' for any number; ARGV[3] end in ms since 1970, '' for never
-- returns 1, or 0 when there is such a token already
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'e', ARGV[1])
if ARGV[2] ~= '' then redis.call('HSET', KEYS[1], 'u', ARGV[2]) end
if ARGV[3] ~= '' then redis.call('PEXPIREAT', KEYS[1], ARGV[3]) end
return 1
