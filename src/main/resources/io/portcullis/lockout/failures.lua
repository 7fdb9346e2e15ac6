-- What scripts about failure counters share; it comes before each of them.
-- A counter is a hash: count, last (ms), lockedAt (ms, until the end of the lock was noted); the same with an "o" before for clients from
-- outside of the trusted networks. Times are Redis's.

local GRACE = 300000

local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- One side of a counter: '' or 'o'.
local function read_side(counter, side)
  local fields = redis.call('HMGET', counter, side .. 'count', side .. 'last', side .. 'lockedAt')
  return { side = side, count = tonumber(fields[1] or 0), last = tonumber(fields[2] or 0), locked_at = fields[3] }
end

local function is_locked(state, threshold, duration, now)
  return state.count >= threshold and now - state.last < duration
end

-- Members of the index are "name count last ocount olast"; no name has a blank, and none of its characters sorts below one.
local function unindex(counted, name)
  for _, member in ipairs(redis.call('ZRANGEBYLEX', counted, '[' .. name .. ' ', '(' .. name .. '!')) do
    redis.call('ZREM', counted, member)
  end
end

local function index(counted, name, counter)
  local all = redis.call('HMGET', counter, 'count', 'last', 'ocount', 'olast')
  for i = 1, 4 do all[i] = all[i] or '0' end
  unindex(counted, name)
  redis.call('ZADD', counted, 0, name .. ' ' .. table.concat(all, ' '))
end

-- Forgets both sides of an account's counter.
local function forget(counter, failing, counted, name)
  redis.call('DEL', counter)
  redis.call('ZREM', failing, name)
  unindex(counted, name)
end

-- Notes an event of an account, to be told by whoever reads it; gives it as XRANGE would.
local function tell(events, kind, why, name, state, now)
  local fields = { 'kind', kind, 'why', why, 'name', name, 'count', state.count, 'side', state.side, 'at', now }
  return { redis.call('XADD', events, '*', unpack(fields)), fields }
end
