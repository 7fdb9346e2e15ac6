-- The last look of a login whose token is written: clears the counter, unless the account is locked by now, or its record another.
-- KEYS[1] users, KEYS[2] counter of the name, KEYS[3] failing, KEYS[4] counted, KEYS[5] events
-- ARGV[1] name, ARGV[2] sealed record whose password was right, ARGV[3] side, ARGV[4] threshold, "" where nobody is locked out,
-- ARGV[5] duration of a lock in ms
-- returns "settled", "changed" or "locked"
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 'changed' end
if ARGV[4] == '' then return 'settled' end
local now = clock()
local state = read_side(KEYS[2], ARGV[3])
if is_locked(state, tonumber(ARGV[4]), tonumber(ARGV[5]), now) then return 'locked' end
if state.count > 0 then
  if state.locked_at then tell(KEYS[5], 'expired', 'time', ARGV[1], state, now) end
  redis.call('HDEL', KEYS[2], ARGV[3] .. 'count', ARGV[3] .. 'last', ARGV[3] .. 'lockedAt')
  if redis.call('EXISTS', KEYS[2]) == 1 then
    index(KEYS[4], ARGV[1], KEYS[2])
  else
    forget(KEYS[2], KEYS[3], KEYS[4], ARGV[1])
  end
end
return 'settled'
