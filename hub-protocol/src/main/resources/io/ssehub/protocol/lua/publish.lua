-- Appends events to a channel's log and tells its listeners, as one atomic step.
--
-- KEYS[3] optional: memory of an idempotency key (string)
-- ARGV[4] life of that memory in ms, ARGV[5] digest of the events, then event and data in turn
--
-- {'published', first, last}   the positions given
-- {'repeat', first, last}      the same events were published under this key before
-- {'conflict', first, last}    other events were

local MEMORY = KEYS[3]

if MEMORY then
  local seen = redis.call('GET', MEMORY)
  if seen then
    local digest, first, last = string.match(seen, '^(%S+) (%S+) (%S+)$')
    return {digest == ARGV[5] and 'repeat' or 'conflict', first, last}
  end
end

open(0, 0, true)
local first = string.format('%.0f-%.0f', epoch, offset + 1)
for i = 6, #ARGV, 2 do
  write(ARGV[i], '-', ARGV[i + 1])
end
close()
if MEMORY then
  redis.call('SET', MEMORY, ARGV[5] .. ' ' .. first .. ' ' .. position(), 'PX', ARGV[4])
end
return {'published', first, position()}
