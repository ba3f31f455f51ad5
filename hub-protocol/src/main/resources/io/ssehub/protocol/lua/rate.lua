-- Takes one of what may be had so often, wherever it is asked for (generic cell rate algorithm).
--
-- KEYS[1] the time, in microseconds, at which nothing would be behind it again (string)
-- ARGV[1] microseconds until there is one more, ARGV[2] how many may come at once
--
-- 0 if it was taken, else the milliseconds until there is one
--
-- A clock that was set back must not refuse for longer than it would have otherwise.

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local interval = tonumber(ARGV[1])
local all = interval * tonumber(ARGV[2])
local busy = math.min(math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now), now + all)
local wait = busy + interval - all - now
if wait > 0 then
  return math.ceil(wait / 1000)
end
redis.call('SET', KEYS[1], string.format('%.0f', busy + interval), 'PX', math.ceil((busy + interval - now) / 1000))
return 0
