-- Judges some accounts of one bucket by the settings of now: tells which locks ended, and which began, because time went by or the settings
-- are others; lets counters live as long as the settings need them.
-- KEYS[1] failing, KEYS[2] counted, KEYS[3] events, KEYS[4..] counter of each account
-- ARGV[1] threshold, '' where nobody is locked out; ARGV[2] duration of a lock, ARGV[3] idle time after which counting begins anew, both in
-- ms; ARGV[4] 1 if clients from outside of the trusted networks have a counter of their own; ARGV[5..] the accounts, in the order of KEYS
-- returns the events that it told, each as XRANGE gives it
local now = clock()
local on = ARGV[1] ~= ''
local threshold, duration, reset = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local separates = ARGV[4] == '1'
local told = {}

local function judge_side(counter, name, state)
  local holds = on and (state.side == '' or separates)
  local locked = holds and is_locked(state, threshold, duration, now)
  if locked and not state.locked_at then
    redis.call('HSET', counter, state.side .. 'lockedAt', now)
    told[#told + 1] = tell(KEYS[3], 'locked', 'tune', name, state, now)
  elseif state.locked_at and not locked then
    local ran_out = holds and now - state.last >= duration
    redis.call('HDEL', counter, state.side .. 'lockedAt')
    told[#told + 1] = tell(KEYS[3], 'expired', ran_out and 'time' or 'tune', name, state, now)
  end
  return locked
end

-- In how many ms the counter will be gone, which has so many left.
local function prolong(counter, left, last)
  local needed = last + math.max(duration, reset) + GRACE - now
  if left >= needed then return left end
  redis.call('PEXPIRE', counter, needed)
  return needed
end

for i = 4, #KEYS do
  local counter, name = KEYS[i], ARGV[i + 1]
  local left = redis.call('PTTL', counter)
  if left < 0 then
    forget(counter, KEYS[1], KEYS[2], name)
  else
    local lock_end, last
    for _, side in ipairs({ '', 'o' }) do
      local state = read_side(counter, side)
      last = math.max(last or 0, state.last)
      if judge_side(counter, name, state) then
        lock_end = math.min(lock_end or math.huge, state.last + duration)
      end
    end
    left = prolong(counter, left, last)
    redis.call('ZADD', KEYS[1], lock_end or -(now + left + 1000), name)
  end
end
return told
