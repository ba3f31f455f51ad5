-- Reads a generation and its text as one: the text holds exactly the fragments below the hash's "next".
--
-- KEYS[1] the generation (hash), KEYS[2] its text (string), KEYS[3] optional: the head of its client's log (hash)
--
-- {fields, text, position}   names and values in turn, empty if there is no such generation; where the log stands, empty
--                            if it has no head or that was not asked for

local head = KEYS[3] and redis.call('HMGET', KEYS[3], 'epoch', 'offset') or {}
local position = head[1] and head[1] .. '-' .. head[2] or ''
-- What is left of a deleted one has no time.
if redis.call('HEXISTS', KEYS[1], 'created') == 0 then
  return {{}, '', position}
end
return {redis.call('HGETALL', KEYS[1]), redis.call('GET', KEYS[2]) or '', position}
