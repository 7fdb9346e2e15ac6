-- Enters a child with its parent until the child ends, and at least as long as before; takes along a few that have ended.
-- KEYS[1] parent; KEYS[2] its children
-- ARGV[1] accessor of the child; ARGV[2] end of it in ms since 1970, '+inf' for never
-- returns 1, or 0 when the parent is gone
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, ended in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 10)) do
  redis.call('ZREM', KEYS[2], ended)
end
redis.call('ZADD', KEYS[2], 'GT', ARGV[2], ARGV[1])
if ARGV[2] == '+inf' then
  redis.call('PERSIST', KEYS[2])
else
  local left = redis.call('PTTL', KEYS[2])
  local ends = redis.call('ZRANGE', KEYS[2], -1, -1, 'WITHSCORES')[2]
  if ends ~= 'inf' and (left < 0 or now + left < tonumber(ends)) then redis.call('PEXPIREAT', KEYS[2], ends) end
end
return 1
