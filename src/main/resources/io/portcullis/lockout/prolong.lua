-- Lets counters of names that no account has live as long as the settings of now need them: as those of accounts do.
-- KEYS the counters; ARGV[1] duration of a lock, ARGV[2] idle time after which counting begins anew, both in ms
-- returns nothing
local now = clock()
local lives = math.max(tonumber(ARGV[1]), tonumber(ARGV[2])) + GRACE
for _, counter in ipairs(KEYS) do
  local last = math.max(read_side(counter, '').last, read_side(counter, 'o').last)
  local left = redis.call('PTTL', counter)
  if left >= 0 and left < last + lives - now then redis.call('PEXPIRE', counter, last + lives - now) end
end
return false
