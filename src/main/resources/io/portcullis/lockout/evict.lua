-- Forgets the counter of a name that does not exist, if there are too many of them and none failed longer ago.
-- KEYS[1] its counter, KEYS[2] phantoms; ARGV[1] hash of the name, ARGV[2] how many there may be
if redis.call('ZCARD', KEYS[2]) > tonumber(ARGV[2]) and redis.call('ZRANK', KEYS[2], ARGV[1]) == 0 then
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('DEL', KEYS[1])
end
return 0
