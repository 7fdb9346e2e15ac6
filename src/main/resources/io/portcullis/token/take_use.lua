-- Takes one use of a token; with the last one the token goes.
-- KEYS[1] token
-- returns the uses left, 0 after the last; -1 when the token is gone
local uses = tonumber(redis.call('HGET', KEYS[1], 'u') or 0)
if uses <= 0 then return -1 end
if uses == 1 then
  redis.call('DEL', KEYS[1])
  return 0
end
return redis.call('HINCRBY', KEYS[1], 'u', -1)
