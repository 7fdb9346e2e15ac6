-- Decides an attempt whose password was checked: the moment that counts (invariants L1, L2).
-- KEYS[1] users, KEYS[2] counter of the name, KEYS[3] failing, KEYS[4] counted, KEYS[5] phantoms, KEYS[6] events
-- ARGV[1] name, ARGV[2] its hash, ARGV[3] side, ARGV[4] threshold, ARGV[5] duration of a lock in ms, ARGV[6] idle time in ms after which
-- counting begins anew, ARGV[7] 1 if the password is right, ARGV[8] how many names that do not exist may have counters; 0: none is counted
-- returns {"locked"}: refused, nothing changed; {"open"}: right, and not locked;
-- {"wrong", 1 if the account is locked from now on, hash of a phantom that has to go or ""}
local now = clock()
local threshold, duration, reset = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local state = read_side(KEYS[2], ARGV[3])
if is_locked(state, threshold, duration, now) then return { 'locked' } end
if ARGV[7] == '1' then return { 'open' } end

local exists = redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1
local most_phantoms = tonumber(ARGV[8])
if not exists and most_phantoms == 0 then return { 'wrong', 0, '' } end

if state.locked_at and exists then tell(KEYS[6], 'expired', 'time', ARGV[1], state, now) end
state.count = (state.count == 0 or now > state.last + reset) and 1 or state.count + 1
state.last = now
redis.call('HSET', KEYS[2], state.side .. 'count', state.count, state.side .. 'last', now)
local locks = is_locked(state, threshold, duration, now)
if locks then
  redis.call('HSET', KEYS[2], state.side .. 'lockedAt', now)
else
  redis.call('HDEL', KEYS[2], state.side .. 'lockedAt')
end
local rest = math.max(duration, reset) + GRACE
redis.call('PEXPIRE', KEYS[2], rest)

if exists then
  if locks then tell(KEYS[6], 'locked', 'login', ARGV[1], state, now) end
  index(KEYS[4], ARGV[1], KEYS[2])
  -- At the end of a lock the account is to be looked at; without a lock, and below zero, when its counter will be gone.
  local due = locks and now + duration or -(now + rest + 1000)
  local before = tonumber(redis.call('ZSCORE', KEYS[3], ARGV[1]) or 0)
  local other = state.side == '' and 'olockedAt' or 'lockedAt'
  if before > now or before > 0 and redis.call('HEXISTS', KEYS[2], other) == 1 then due = locks and math.min(before, due) or before end
  redis.call('ZADD', KEYS[3], due, ARGV[1])
  return { 'wrong', locks and 1 or 0, '' }
end
redis.call('ZADD', KEYS[5], now, ARGV[2])
local surplus = redis.call('ZCARD', KEYS[5]) > most_phantoms
return { 'wrong', locks and 1 or 0, surplus and redis.call('ZRANGE', KEYS[5], 0, 0)[1] or '' }
