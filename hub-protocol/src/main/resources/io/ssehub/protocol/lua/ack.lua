-- Notes that the client has a message.
--
-- KEYS[1] the generation (hash)
--
-- 1, or 0 if there is no such message

if redis.call('HEXISTS', KEYS[1], 'created') == 0 then
  return 0
end
redis.call('HSET', KEYS[1], 'acked', '1')
return 1
