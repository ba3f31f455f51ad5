-- Ends an answer: completed with a finish reason, or failed with a code.
--
-- ARGV[7] attempt, ARGV[8] the owner's token, ARGV[9] number of fragments, ARGV[10] 'completed' or 'failed',
-- ARGV[11] finish reason or error code, ARGV[12] message for people, ARGV[13] usage as JSON or empty
--
-- {'finished', position}
-- {'expected', index}     fragments before the ending are missing
-- {'fenced', attempt}     the attempt is not the caller's any more
-- {'ended', state}, {'gone'}

local seen = redis.call('HMGET', GENERATION, 'state', 'attempt', 'owner', 'next')
local state, attempt = seen[1], seen[2]
if not state then
  return {'gone'}
end
if ENDED[state] then
  return {'ended', state}
end
if attempt ~= ARGV[7] or seen[3] ~= ARGV[8] then
  return {'fenced', tonumber(attempt)}
end
if tonumber(seen[4]) < tonumber(ARGV[9]) then
  return {'expected', tonumber(seen[4])}
end
if ARGV[10] == 'failed' then
  return {'finished', fail(ARGV[11], ARGV[12], attempt)}
end
local usage = ARGV[13] ~= '' and ',"usage":' .. ARGV[13] or ''
if usage ~= '' then
  redis.call('HSET', GENERATION, 'usage', ARGV[13])
end
return {'finished', finish('completed', ARGV[11], '', attempt, 'messageEnd',
  ',"finishReason":' .. cjson.encode(ARGV[11]) .. usage)}
