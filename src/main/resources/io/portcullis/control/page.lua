-- One page of the entries of a kind, with the epoch at which it was read.
-- KEYS[1] epoch, KEYS[2] hash of the kind
-- ARGV[1] cursor, ARGV[2] about how many entries
-- returns {epoch, next cursor, {key, value, ...}}
local page = redis.call('HSCAN', KEYS[2], ARGV[1], 'COUNT', ARGV[2])
return {redis.call('GET', KEYS[1]) or '', page[1], page[2]}
