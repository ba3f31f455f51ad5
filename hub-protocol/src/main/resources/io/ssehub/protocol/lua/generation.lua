-- What the scripts that move a generation share. Stands behind log.lua.
--
-- KEYS[3] the generation (hash), KEYS[4] its text (string), KEYS[5] the client's generations (sorted set),
-- KEYS[6] its open ones (sorted set)
-- ARGV[4] client id, ARGV[5] message id, ARGV[6] life of what has ended in ms

local GENERATION, TEXT, GENERATIONS, OPEN = KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local CLIENT, ID, ENDED_LIFE = ARGV[4], ARGV[5], ARGV[6]

local ENDED = {completed = true, failed = true, cancelled = true}

local function fields(attempt)
  return '{"clientId":"' .. CLIENT .. '","id":"' .. ID .. '","attempt":' .. attempt
end

-- Writes the one ending: only here does a state become final.
local function finish(state, code, message, attempt, event, rest)
  open(0, 0, true)
  write(event, 'end/' .. ID .. '/' .. attempt, fields(attempt) .. rest .. '}')
  close()
  -- Read before it can expire, however short its life.
  local of = redis.call('HMGET', GENERATION, 'conversation', 'created')
  redis.call('HSET', GENERATION, 'state', state, 'code', code, 'error', message, 'ended', NOW, 'last', position())
  redis.call('HDEL', GENERATION, 'owner')
  redis.call('PEXPIRE', GENERATION, ENDED_LIFE)
  redis.call('PEXPIRE', TEXT, ENDED_LIFE)
  redis.call('ZREM', OPEN, ID)
  -- Keys made of the log's are in its slot. An earlier ending may have let the indexes expire while this one was open.
  local conversations, messages = LOG .. ':convs', LOG .. ':conv:' .. of[1]
  redis.call('ZADD', conversations, NOW, of[1])
  redis.call('ZADD', messages, of[2], ID)
  redis.call('PEXPIRE', conversations, ENDED_LIFE)
  redis.call('PEXPIRE', messages, ENDED_LIFE)
  if redis.call('EXISTS', OPEN) == 0 then
    redis.call('PEXPIRE', GENERATIONS, ENDED_LIFE)
  end
  return position()
end

local function fail(code, message, attempt)
  return finish('failed', code, message, attempt, 'messageError',
    ',"code":' .. cjson.encode(code) .. ',"message":' .. cjson.encode(message))
end
