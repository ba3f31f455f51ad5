-- Begins an attempt. Compare-and-set on the attempts made so far, so that of two workers one wins.
--
-- ARGV[7] attempts the caller has seen, ARGV[8] the caller's token, ARGV[9] most attempts
--
-- {'started', attempt, position}
-- {'fenced', attempt}             another worker has begun one
-- {'exhausted', position}         there were too many; the ending has been written
-- {'ended', state}, {'gone'}

local seen = redis.call('HMGET', GENERATION, 'state', 'attempt', 'owner', 'next', 'last')
local state, attempt = seen[1], tonumber(seen[2])
if not state then
  return {'gone'}
end
if ENDED[state] then
  return {'ended', state}
end
if attempt == tonumber(ARGV[7]) + 1 and seen[3] == ARGV[8] and seen[4] == '0' then
  return {'started', attempt, seen[5]}
end
if attempt ~= tonumber(ARGV[7]) then
  return {'fenced', attempt}
end
if attempt >= tonumber(ARGV[9]) then
  return {'exhausted', fail('too_many_attempts', 'The answer could not be finished in ' .. ARGV[9] .. ' attempts.', attempt)}
end
attempt = attempt + 1
open(0, 0, true)
write('messageStart', 'start/' .. ID .. '/' .. attempt, fields(attempt) .. '}')
close()
redis.call('DEL', TEXT)
redis.call('HSET', GENERATION, 'state', 'running', 'attempt', attempt, 'owner', ARGV[8], 'next', '0',
  'started', NOW, 'last', position())
redis.call('HSETNX', GENERATION, 'first', position())
redis.call('HDEL', GENERATION, 'alive', 'cause')
return {'started', attempt, position()}
