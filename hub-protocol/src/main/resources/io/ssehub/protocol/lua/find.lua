-- Reads a generation and its text as one: the text holds exactly the fragments below the hash's "next".
--
-- KEYS[1] the generation (hash), KEYS[2] its text (string)
--
-- {fields, text}   names and values in turn, empty if there is no such generation

-- What is left of a deleted one has no time.
if redis.call('HEXISTS', KEYS[1], 'created') == 0 then
  return {{}, ''}
end
return {redis.call('HGETALL', KEYS[1]), redis.call('GET', KEYS[2]) or ''}
