-- Admits a client's next generations where there is room. Whoever has ended one calls this before the request of the
-- ended one leaves the stream, and adds to the stream what is answered. Stands behind queue.lua.
--
-- KEYS[1] the client's open generations (sorted set), KEYS[2] its generations (sorted set)
-- ARGV[1] most admitted, ARGV[2] '1' to be answered also those admitted before of which nobody has noted that they are in
-- the stream: whoever admitted them may have died. ARGV[3] life of what has ended in ms
--
-- ids the caller has to add to the request stream

local OPEN = KEYS[1]
local answer = {}
local there = redis.call('EXISTS', OPEN)
for _, id in ipairs(admitted(OPEN)) do
  local seen = redis.call('HMGET', generation(OPEN, id), 'state', 'entry')
  if not seen[1] or ENDED[seen[1]] then
    redis.call('ZREM', OPEN, id)
  elseif ARGV[2] == '1' and seen[1] == 'queued' and not seen[2] then
    answer[#answer + 1] = id
  end
end
for _, id in ipairs(admit_next(OPEN, ARGV[1])) do
  answer[#answer + 1] = id
end
if there == 1 and redis.call('EXISTS', OPEN) == 0 then
  redis.call('PEXPIRE', KEYS[2], ARGV[3])
end
return answer
