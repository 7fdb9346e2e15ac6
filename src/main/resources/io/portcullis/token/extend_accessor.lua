-- Lets an accessor lead to its token until it ends, and at least as long as before: of two renewals the later end counts.
-- KEYS[1] accessor
-- ARGV[1] sealed hash of the token; ARGV[2] its end in ms since 1970, '' for never
-- returns nothing
local left = redis.call('PTTL', KEYS[1])
if left == -1 then return false end
if ARGV[2] == '' then
  redis.call('SET', KEYS[1], ARGV[1])
  return false
end
local time = redis.call('TIME')
local ends = time[1] * 1000 + math.floor(time[2] / 1000) + left
if left < 0 or ends < tonumber(ARGV[2]) then redis.call('SET', KEYS[1], ARGV[1], 'PXAT', ARGV[2]) end
return false
