-- Accepts a chat request: writes its generation, and admits it or lets it wait. Stands behind queue.lua.
--
-- KEYS[1] the generation (hash), KEYS[2] the client's generations, KEYS[3] its open ones, KEYS[4] its conversations,
-- KEYS[5] the messages of this one (sorted sets)
-- ARGV[1] message id, ARGV[2] digest of the request, ARGV[3] question, ARGV[4] conversation, ARGV[5] life of what has
-- ended in ms, ARGV[6] most admitted, ARGV[7] most waiting; with both 0 nothing new is accepted; ARGV[8] optional:
-- traceparent
--
-- {'accepted', state, id ...}   it is new; ids the caller has to add to the request stream, its own or earlier ones
-- {'repeat', state, id ...}     the same request was accepted before
-- {'conflict', state}           another request was accepted under this id
-- {'full', ''}                  it would be one too many; nothing was written

-- Puts a message into the index of its conversation, and that one into the client's.
local function remember(conversations, messages, conversation, id, now, life)
  local oldest = string.format('%.0f', tonumber(now) - tonumber(life))
  for key, member in pairs({[conversations] = conversation, [messages] = id}) do
    redis.call('ZREMRANGEBYSCORE', key, '-inf', oldest)
    redis.call('ZADD', key, now, member)
    redis.call('PERSIST', key)
  end
end

local OPEN = KEYS[3]

local seen = redis.call('HMGET', KEYS[1], 'digest', 'state', 'entry')
if seen[1] then
  if seen[1] ~= ARGV[2] then
    return {'conflict', seen[2]}
  end
  -- Whoever accepted it may have failed before it was in the stream.
  local waits = tonumber(redis.call('ZSCORE', OPEN, ARGV[1]) or '-1') >= 0
  if seen[2] == 'queued' and not seen[3] and not waits then
    return {'repeat', seen[2], ARGV[1]}
  end
  return {'repeat', seen[2]}
end
if redis.call('ZCARD', OPEN) >= ARGV[6] + ARGV[7] then
  return {'full', ''}
end
-- Only what is left of a deleted one can be there.
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'v', '1', 'state', 'queued', 'digest', ARGV[2], 'question', ARGV[3],
  'conversation', ARGV[4], 'attempt', '0', 'next', '0', 'created', NOW)
if ARGV[8] and ARGV[8] ~= '' then
  redis.call('HSET', KEYS[1], 'traceparent', ARGV[8])
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', tonumber(NOW) - tonumber(ARGV[5])))
redis.call('ZADD', KEYS[2], NOW, ARGV[1])
redis.call('PERSIST', KEYS[2])
remember(KEYS[4], KEYS[5], ARGV[4], ARGV[1], NOW, ARGV[5])
redis.call('ZADD', OPEN, string.format('%.0f', MICROS), ARGV[1])
return {'accepted', 'queued', unpack(admit_next(OPEN, ARGV[6]))}
