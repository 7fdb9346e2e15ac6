-- Commits a change of the control plane if the epoch is still the one that it was decided on.
-- KEYS[1] epoch, KEYS[2] log, KEYS[3..] hash of each kind
-- ARGV[1] expected epoch, '' for a store that must be empty; ARGV[2] next epoch; ARGV[3] its number; ARGV[4] nonce;
-- ARGV[5] entries that the log keeps; then per operation: index of KEYS, kind, key, 'put' or 'delete', sealed value or ''
-- returns {'done'}, {'stale', epoch}, or {'done'} again when this very commit (by its nonce) had taken effect
local number, nonce = ARGV[3], ARGV[4]
local epoch = redis.call('GET', KEYS[1])
if (epoch or '') ~= ARGV[1] then
  local logged = redis.call('XRANGE', KEYS[2], number .. '-0', number .. '-0')[1]
  if logged and logged[2][2] == nonce then return {'done'} end
  return {'stale', epoch or ''}
end
if ARGV[1] == '' and redis.call('EXISTS', unpack(KEYS)) > 0 then return {'stale', ''} end

local entry = {'nonce', nonce, 'head', ARGV[2]}
for i = 6, #ARGV, 5 do
  local hash, kind, key = KEYS[tonumber(ARGV[i])], ARGV[i + 1], ARGV[i + 2]
  if ARGV[i + 3] == 'put' then redis.call('HSET', hash, key, ARGV[i + 4]) else redis.call('HDEL', hash, key) end
  entry[#entry + 1] = kind
  entry[#entry + 1] = key
end
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[5], number .. '-0', unpack(entry))
redis.call('SET', KEYS[1], ARGV[2])
return {'done'}
