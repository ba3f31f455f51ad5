-- Notes something at a generation, if it is still there.
--
-- KEYS[1] the generation (hash)
-- ARGV[1] field, ARGV[2] value (empty: the time now in ms), ARGV[3] whose note it is: the owner's token (empty: anybody's)
--
-- 1, or 0 if there is no such generation or it has another owner

local seen = redis.call('HMGET', KEYS[1], 'state', 'owner')
if not seen[1] or (ARGV[3] ~= '' and seen[2] ~= ARGV[3]) then
  return 0
end
local clock = redis.call('TIME')
local now = string.format('%.0f', clock[1] * 1000 + math.floor(clock[2] / 1000))
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] == '' and now or ARGV[2])
return 1
