-- Forgets the failures of names of one bucket, and with them their locks.
-- KEYS[1] failing, KEYS[2] counted, KEYS[3] phantoms, KEYS[4] events, KEYS[5...] counters of the names
-- ARGV[1] threshold, "" where nobody is locked out; ARGV[2] duration of a lock in ms; ARGV[3] 1 if clients from outside of the trusted
-- networks have a counter of their own; then of each counter the name, "" where only its hash is known, and the hash
-- returns how many accounts were locked until now
local now, threshold, duration = clock(), tonumber(ARGV[1]), tonumber(ARGV[2])
local separates = ARGV[3] == '1'
local unlocked = 0
for i = 5, #KEYS do
  local name, hash = ARGV[2 * i - 6], ARGV[2 * i - 5]
  if redis.call('ZREM', KEYS[3], hash) == 0 then
    local was_locked = 0
    for _, side in ipairs({ '', 'o' }) do
      local state = read_side(KEYS[i], side)
      local holds = threshold and (side == '' or separates)
      if holds and is_locked(state, threshold, duration, now) then
        tell(KEYS[4], 'unlocked', 'unlock', name, state, now)
        was_locked = 1
      elseif state.locked_at then
        tell(KEYS[4], 'expired', 'time', name, state, now)
      end
    end
    unlocked = unlocked + was_locked
  end
  forget(KEYS[i], KEYS[1], KEYS[2], name)
end
return unlocked
