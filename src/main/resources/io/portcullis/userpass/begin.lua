-- What a login begins with. Changes nothing.
-- KEYS[1] users, KEYS[2] costs of the bucket, KEYS[3] failure counter of the name
-- ARGV[1] name, ARGV[2] threshold, "" where nobody is locked out, ARGV[3] duration of a lock in ms, ARGV[4] 1 if clients from outside of
-- the trusted networks have a counter of their own
-- returns {1 if locked inside, 1 if locked outside, sealed record or "", costs and numbers of accounts in turn}; the first two alone when
-- they decide
local inside, outside = 0, 0
if ARGV[2] ~= '' then
  local now, threshold, duration = clock(), tonumber(ARGV[2]), tonumber(ARGV[3])
  if is_locked(read_side(KEYS[3], ''), threshold, duration, now) then inside = 1 end
  if ARGV[4] ~= '1' then
    outside = inside
  elseif is_locked(read_side(KEYS[3], 'o'), threshold, duration, now) then
    outside = 1
  end
  if inside + outside == 2 then return { inside, outside } end
end
return { inside, outside, redis.call('HGET', KEYS[1], ARGV[1]) or '', redis.call('HGETALL', KEYS[2]) }
