-- Replaces the entry of a token if it is still, byte for byte, the one that was read: a renewal must not bring a revoked token back.
-- KEYS[1] token
-- ARGV[1] sealed entry that was read; ARGV[2] sealed entry to write; ARGV[3] end in ms since 1970, '' for never
-- returns 1, or 0 when the token is gone or another
if redis.call('HGET', KEYS[1], 'e') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'e', ARGV[2])
if ARGV[3] == '' then redis.call('PERSIST', KEYS[1]) else redis.call('PEXPIREAT', KEYS[1], ARGV[3]) end
return 1
