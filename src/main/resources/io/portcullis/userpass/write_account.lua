-- Creates, replaces or deletes an account if its record is still, byte for byte, the one that the change was decided on.
-- KEYS[1] users, KEYS[2] names, KEYS[3] costs of the bucket
-- ARGV[1] name; ARGV[2] sealed record that was read, '' for none; ARGV[3] sealed record to write, '' to delete;
-- ARGV[4] bcrypt cost of the old record, '' for none; ARGV[5] of the new one, '' for none
-- returns 1, or 0 when the record is another by now
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
  redis.call('ZREM', KEYS[2], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
  redis.call('ZADD', KEYS[2], 0, ARGV[1])
end
if ARGV[4] ~= ARGV[5] then
  if ARGV[4] ~= '' and redis.call('HINCRBY', KEYS[3], ARGV[4], -1) <= 0 then redis.call('HDEL', KEYS[3], ARGV[4]) end
  if ARGV[5] ~= '' then redis.call('HINCRBY', KEYS[3], ARGV[5], 1) end
end
return 1
