-- Renews the lease of requests a worker holds, or gives them back. A plain XCLAIM would steal back what has been taken
-- over.
--
-- KEYS[1] the requests (stream)
-- ARGV[1] group, ARGV[2] consumer, ARGV[3] how long they count as not renewed in ms: 0, or the lease to give them back;
-- then entry ids
--
-- the ids that are not the caller's any more

local lost = {}
for i = 4, #ARGV do
  local pending = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1)[1]
  if pending and pending[2] == ARGV[2] then
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'IDLE', ARGV[3], 'JUSTID')
  else
    lost[#lost + 1] = ARGV[i]
  end
end
return lost
