-- Creates, replaces or deletes an account if its record is still, byte for byte, the one that the change was decided on.
-- An account that comes or goes has no failures: those counted for its name are forgotten.
-- KEYS[1] users, KEYS[2] names, KEYS[3] costs of the bucket; KEYS[4] failure counter of the name, KEYS[5] failing, KEYS[6] counted,
-- KEYS[7] phantoms, KEYS[8] events
-- ARGV[1] name; ARGV[2] sealed record that was read, '' for none; ARGV[3] sealed record to write, '' to delete;
-- ARGV[4] bcrypt cost of the old record, '' for none; ARGV[5] of the new one, '' for none; ARGV[6] hash of the name
-- returns 1, or 0 when the record is another by now
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
  redis.call('ZREM', KEYS[2], ARGV[1])
  local now = clock()
  for _, side in ipairs({ '', 'o' }) do
    local state = read_side(KEYS[4], side)
    if state.locked_at then tell(KEYS[8], 'unlocked', 'deleted', ARGV[1], state, now) end
  end
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
  redis.call('ZADD', KEYS[2], 0, ARGV[1])
end
if ARGV[2] == '' or ARGV[3] == '' then
  redis.call('ZREM', KEYS[7], ARGV[6])
  forget(KEYS[4], KEYS[5], KEYS[6], ARGV[1])
end
if ARGV[4] ~= ARGV[5] then
  if ARGV[4] ~= '' and redis.call('HINCRBY', KEYS[3], ARGV[4], -1) <= 0 then redis.call('HDEL', KEYS[3], ARGV[4]) end
  if ARGV[5] ~= '' then redis.call('HINCRBY', KEYS[3], ARGV[5], 1) end
end
return 1
