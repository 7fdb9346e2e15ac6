-- What there is to do in one bucket of a mount. Takes away a few phantoms whose counters are gone, and a stream of events that nobody needs.
-- KEYS[1] failing, KEYS[2] counted, KEYS[3] events, KEYS[4] phantoms
-- ARGV[1] most accounts, ARGV[2] most events to give, ARGV[3] how old in ms an event is that its node will not tell any more;
-- ARGV[4] duration of a lock, ARGV[5] idle time after which counting begins anew, both in ms
-- returns {accounts whose time has come, events as XRANGE gives them, phantoms, 1 if there is nothing at all}
local MOST_PHANTOMS = 500
local now = clock()
local most = tonumber(ARGV[1])

local gone = now - math.max(tonumber(ARGV[4]), tonumber(ARGV[5])) - GRACE
for _, phantom in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', gone, 'LIMIT', 0, MOST_PHANTOMS)) do
  redis.call('ZREM', KEYS[4], phantom)
end

-- First locks that ran out, then counters that are gone.
local names = redis.call('ZRANGEBYSCORE', KEYS[1], 0, now, 'LIMIT', 0, most)
for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], -now, '(0', 'LIMIT', 0, most - #names)) do
  names[#names + 1] = name
end
local events = redis.call('XRANGE', KEYS[3], '-', now - tonumber(ARGV[3]), 'COUNT', ARGV[2])

local phantoms = redis.call('ZCARD', KEYS[4])
local counters = redis.call('EXISTS', KEYS[1], KEYS[2])
local empty = phantoms + counters + redis.call('XLEN', KEYS[3]) == 0
if empty then redis.call('DEL', KEYS[3]) end
return { names, events, phantoms, empty and 1 or 0 }
