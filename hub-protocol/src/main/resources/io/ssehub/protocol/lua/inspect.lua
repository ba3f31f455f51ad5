-- Tells what is known of a client's admitted generations, so that one that no request stands for can be found. Stands
-- behind queue.lua.
--
-- KEYS[1] the client's open generations (sorted set)
--
-- for each in turn: id, state, the entry noted for it, its owner's token (both empty if there is none), ms since it was
-- admitted, ms since a sign of life of its worker

local OPEN = KEYS[1]
local answer = {}
for _, id in ipairs(admitted(OPEN)) do
  local seen = redis.call('HMGET', generation(OPEN, id), 'state', 'entry', 'owner', 'started', 'alive')
  if seen[1] then
    local since = -tonumber(redis.call('ZSCORE', OPEN, id)) / 1000
    local sign = math.max(tonumber(seen[4] or '0'), tonumber(seen[5] or '0'))
    local row = {id, seen[1], seen[2] or '', seen[3] or '',
      string.format('%.0f', math.max(0, tonumber(NOW) - since)),
      string.format('%.0f', math.max(0, tonumber(NOW) - sign))}
    for i = 1, #row do
      answer[#answer + 1] = row[i]
    end
  end
end
return answer
