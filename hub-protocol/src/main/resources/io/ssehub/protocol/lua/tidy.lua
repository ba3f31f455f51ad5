-- Removes workers that are gone from the group: silent for long, and holding nothing. In one step, since a consumer that
-- is removed takes along what it holds.
--
-- KEYS[1] the requests (stream)
-- ARGV[1] group, ARGV[2] how long a worker must have been silent in ms
--
-- how many there were

local removed = 0
if redis.call('EXISTS', KEYS[1]) == 0 then
  return removed
end
for _, flat in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local consumer = {}
  for i = 1, #flat, 2 do
    consumer[flat[i]] = flat[i + 1]
  end
  if consumer.pending == 0 and consumer.idle > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], consumer.name)
    removed = removed + 1
  end
end
return removed
