-- Takes a lock, or keeps one that is the caller's.
--
-- KEYS[1] the lock (string)
-- ARGV[1] the caller's token, ARGV[2] how long it lasts in ms
--
-- 1 if it is the caller's, 0 if it is somebody else's

local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
