-- Deletes a token; not one with children before they are noted, for they are to be swept afterwards.
-- KEYS[1] token; KEYS[2] its children
-- ARGV[1] sealed entry that was read, '' for whatever is there; ARGV[2] '1' when its children are noted
-- returns 'deleted', also when it was gone; 'another' when it is not the one that was read; 'children' when they are to be noted
local entry = redis.call('HGET', KEYS[1], 'e')
if entry and ARGV[1] ~= '' and entry ~= ARGV[1] then return 'another' end
if ARGV[2] ~= '1' and redis.call('EXISTS', KEYS[2]) == 1 then return 'children' end
redis.call('DEL', KEYS[1])
return 'deleted'
