-- Deletes a token and lets its children go, in one step; only for a short time after its ancestors were looked at.
-- KEYS[1] token; KEYS[2] its children; KEYS[3] release
-- ARGV[1] sealed entry that was read; ARGV[2] sealed release; ARGV[3] latest time for this, in ms since 1970
-- returns 'released'; 'another' when the token is not the one that was read; 'late'
if redis.call('HGET', KEYS[1], 'e') ~= ARGV[1] then return 'another' end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if now > tonumber(ARGV[3]) then return 'late' end
redis.call('DEL', KEYS[1])
local left = redis.call('PTTL', KEYS[2])
if left >= 0 then
  redis.call('SET', KEYS[3], ARGV[2], 'PX', math.max(left, 1))
elseif left == -1 then
  redis.call('SET', KEYS[3], ARGV[2])
end
return 'released'
