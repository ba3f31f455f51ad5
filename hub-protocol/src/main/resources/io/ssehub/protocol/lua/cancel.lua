-- Ends an answer because its reader asked for it. Whoever generates is told at once; the next fragment would be
-- refused anyway.
--
-- ARGV[7] pub/sub channel of the workers
--
-- {'cancelled', position}
-- {'ended', state}, {'gone'}

local seen = redis.call('HMGET', GENERATION, 'state', 'attempt')
local state, attempt = seen[1], seen[2]
if not state then
  return {'gone'}
end
if ENDED[state] then
  return {'ended', state}
end
local ending = finish('cancelled', 'cancelled', '', attempt, 'messageEnd', ',"finishReason":"cancelled"')
redis.call('PUBLISH', ARGV[7], '1 cancel ' .. CLIENT .. ' ' .. ID)
return {'cancelled', ending}
