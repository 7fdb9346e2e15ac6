-- What changed since an epoch, in one step: fetched one by one, entries could make a state that never was.
-- KEYS[1] epoch, KEYS[2] log, KEYS[3..] hash of each kind
-- ARGV[1] our epoch, ARGV[2] its number, ARGV[3] most commits to catch up with; ARGV[4..] name of each kind, in the order of KEYS
-- returns {epoch, 'changes', {kind, key, value or false, ...}}; {epoch, 'far'} when our epoch is in the log and too much came since;
-- {epoch, 'unknown'} when it is not
local epoch = redis.call('GET', KEYS[1]) or ''
if epoch == ARGV[1] then return {epoch, 'changes', {}} end
local ours = redis.call('XRANGE', KEYS[2], ARGV[2] .. '-0', ARGV[2] .. '-0')[1]
if not ours or ours[2][4] ~= ARGV[1] then return {epoch, 'unknown'} end

local hashes = {}
for i = 4, #ARGV do hashes[ARGV[i]] = KEYS[i - 1] end
local limit = tonumber(ARGV[3])
local entries = redis.call('XRANGE', KEYS[2], '(' .. ARGV[2] .. '-0', '+', 'COUNT', limit + 1)
if #entries > limit then return {epoch, 'far'} end
local seen, changes = {}, {}
for _, logged in ipairs(entries) do
  local fields = logged[2]
  for i = 5, #fields, 2 do
    local kind, key = fields[i], fields[i + 1]
    local place = kind .. ':' .. key
    if not hashes[kind] then return {epoch, 'far'} end
    if not seen[place] then
      seen[place] = true
      changes[#changes + 1] = kind
      changes[#changes + 1] = key
      changes[#changes + 1] = redis.call('HGET', hashes[kind], key)
    end
  end
end
return {epoch, 'changes', changes}
