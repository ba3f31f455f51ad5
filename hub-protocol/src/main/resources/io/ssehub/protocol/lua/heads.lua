-- Where channels stand.
--
-- KEYS the heads (hashes), any number
--
-- of each in turn: its position, or nil if it never had an entry or has been forgotten

local positions = {}
for i, head in ipairs(KEYS) do
  local at = redis.call('HMGET', head, 'epoch', 'offset')
  positions[i] = at[1] and at[2] and at[1] .. '-' .. at[2]
end
return positions
