-- Lists an accessor until its token ends, and at least as long as before; takes along a few whose tokens have ended.
-- KEYS[1] list; KEYS[2] a token without which nothing is listed any more; may be absent
-- ARGV[1] accessor; ARGV[2] end of its token in ms since 1970, '+inf' for never
-- returns 1, or 0 when the token of KEYS[2] is gone
if KEYS[2] and redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, ended in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 10)) do
  redis.call('ZREM', KEYS[1], ended)
end
redis.call('ZADD', KEYS[1], 'GT', ARGV[2], ARGV[1])
if ARGV[2] == '+inf' then
  redis.call('PERSIST', KEYS[1])
else
  local left = redis.call('PTTL', KEYS[1])
  local ends = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
  if ends ~= 'inf' and (left < 0 or now + left < tonumber(ends)) then redis.call('PEXPIREAT', KEYS[1], ends) end
end
return 1
