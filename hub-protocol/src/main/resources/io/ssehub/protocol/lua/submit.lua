-- Accepts a chat request: writes its generation.
--
-- KEYS[1] the generation (hash), KEYS[2] the client's generations (sorted set)
-- ARGV[1] message id, ARGV[2] digest of the request, ARGV[3] question, ARGV[4] conversation, ARGV[5] life of what has
-- ended in ms
--
-- {'accepted', state}   it is new
-- {'repeat', state}     the same request was accepted before
-- {'conflict', state}   another request was accepted under this id

local seen = redis.call('HMGET', KEYS[1], 'digest', 'state')
if seen[1] then
  return {seen[1] == ARGV[2] and 'repeat' or 'conflict', seen[2]}
end
local clock = redis.call('TIME')
local now = string.format('%.0f', clock[1] * 1000 + math.floor(clock[2] / 1000))
redis.call('HSET', KEYS[1], 'v', '1', 'state', 'queued', 'digest', ARGV[2], 'question', ARGV[3],
  'conversation', ARGV[4], 'attempt', '0', 'next', '0', 'created', now)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', tonumber(now) - tonumber(ARGV[5])))
redis.call('ZADD', KEYS[2], now, ARGV[1])
redis.call('PERSIST', KEYS[2])
return {'accepted', 'queued'}
