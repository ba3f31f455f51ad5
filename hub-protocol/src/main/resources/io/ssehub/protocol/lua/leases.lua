-- Who is there.
--
-- KEYS[1] the leases (hash)
--
-- of each in turn: who, when it said so in ms, what it says of itself

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local all = redis.call('HGETALL', KEYS[1])
local there = {}
for i = 1, #all, 2 do
  local ends, seen, record = string.match(all[i + 1], '^(%d+) (%d+) (.*)$')
  if ends and tonumber(ends) > now then
    there[#there + 1] = all[i]
    there[#there + 1] = seen
    there[#there + 1] = record
  end
end
return there
