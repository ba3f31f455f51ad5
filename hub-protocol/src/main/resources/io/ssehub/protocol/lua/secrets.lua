-- Agrees on the secrets that tokens are signed with.
--
-- KEYS[1] the secrets (list, the first signs)
-- ARGV[1] what to begin with if there are none, ARGV[2…] those the caller has had so far
--
-- the secrets from now on
--
-- A list that has one of the caller's in it is taken as it is: what is missing there was taken out on purpose. One that has
-- none of them was begun after a loss: the caller's go on to be accepted. At most so many are kept:

local MOST = 16

local there = redis.call('LRANGE', KEYS[1], 0, -1)
local shared = false
for _, one in ipairs(there) do
  for i = 2, #ARGV do
    shared = shared or one == ARGV[i]
  end
end
if #ARGV > 1 and not shared then
  redis.call('RPUSH', KEYS[1], unpack(ARGV, 2))
  redis.call('LTRIM', KEYS[1], 0, MOST - 1)
elseif #there == 0 then
  redis.call('RPUSH', KEYS[1], ARGV[1])
end
return redis.call('LRANGE', KEYS[1], 0, -1)
