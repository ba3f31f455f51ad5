-- Removes ended messages of a conversation, and the conversation with its last one.
--
-- Of a generation only that it has ended is left for a while: a worker that still writes to it must be refused, not told
-- that Redis lost it.
--
-- KEYS[1] the client's generations, KEYS[2] its conversations, KEYS[3] the messages of this one (sorted sets), then for
-- each message its generation (hash) and its text (string)
-- ARGV[1] conversation, ARGV[2] how long in ms an ending is remembered, then the message ids
--
-- how many are left, because they have not ended

local left = 0
for i = 3, #ARGV do
  local generation, text = KEYS[2 * i - 2], KEYS[2 * i - 1]
  local state = redis.call('HGET', generation, 'state')
  if state == 'queued' or state == 'running' then
    left = left + 1
  else
    redis.call('DEL', generation, text)
    if state then
      redis.call('HSET', generation, 'v', '1', 'state', 'cancelled')
      redis.call('PEXPIRE', generation, ARGV[2])
    end
    redis.call('ZREM', KEYS[1], ARGV[i])
    redis.call('ZREM', KEYS[3], ARGV[i])
  end
end
if redis.call('ZCARD', KEYS[3]) == 0 then
  redis.call('ZREM', KEYS[2], ARGV[1])
end
return left
