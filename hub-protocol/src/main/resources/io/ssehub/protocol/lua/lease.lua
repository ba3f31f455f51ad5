-- Says that a process is there, and for how long that is to be believed; takes out those that have not said so for too long.
--
-- KEYS[1] the leases (hash)
-- ARGV[1] who, ARGV[2] how long it lasts in ms, ARGV[3] what it says of itself
--
-- how many there are

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f %.0f ', now + tonumber(ARGV[2]), now) .. ARGV[3])
local all = redis.call('HGETALL', KEYS[1])
local there = 0
for i = 1, #all, 2 do
  local ends = tonumber(string.match(all[i + 1], '^(%d+) '))
  if ends and ends > now then
    there = there + 1
  else
    redis.call('HDEL', KEYS[1], all[i])
  end
end
-- Nobody is there to take out the last one. Those of another version may last longer.
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', 10 * ARGV[2]))
return there
