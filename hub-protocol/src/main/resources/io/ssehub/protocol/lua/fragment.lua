-- Appends a fragment to an answer: to the client's log and, unless it is of a kind of its own, to the text so far.
--
-- ARGV[7] attempt, ARGV[8] the owner's token, ARGV[9] index, ARGV[10] content, ARGV[11] '1' if known to be the last,
-- ARGV[12] optional: 'reasoning' for what is not the answer itself; empty or left out for the answer
--
-- {'appended', position}
-- {'repeat', position}    it is there already; the position of the newest fragment
-- {'expected', index}     fragments before it are missing
-- {'fenced', attempt}     the attempt is not the caller's any more
-- {'ended', state}, {'gone'}

local seen = redis.call('HMGET', GENERATION, 'state', 'attempt', 'owner', 'next', 'last')
local state, attempt, index = seen[1], seen[2], tonumber(ARGV[9])
if not state then
  return {'gone'}
end
if ENDED[state] then
  return {'ended', state}
end
if attempt ~= ARGV[7] or seen[3] ~= ARGV[8] then
  return {'fenced', tonumber(attempt)}
end
local expected = tonumber(seen[4])
if index < expected then
  return {'repeat', seen[5]}
end
if index > expected then
  return {'expected', expected}
end
local kind = ARGV[12] or ''
open(0, 0, true)
write('messageFragment', 'frag/' .. ID .. '/' .. attempt .. '/' .. ARGV[9], fields(attempt)
  .. ',"index":' .. ARGV[9] .. ',"lastIndex":' .. ARGV[9]
  .. ',"content":' .. cjson.encode(ARGV[10])
  .. ',"isLast":' .. (ARGV[11] == '1' and 'true' or 'false')
  .. (kind ~= '' and ',"kind":' .. cjson.encode(kind) or '') .. '}')
close()
if kind == '' then
  redis.call('APPEND', TEXT, ARGV[10])
end
redis.call('HSET', GENERATION, 'next', index + 1, 'last', position())
return {'appended', position()}
