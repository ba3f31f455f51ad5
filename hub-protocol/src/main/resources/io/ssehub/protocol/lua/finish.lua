-- Takes requests whose generation has ended out of the stream.
--
-- KEYS[1] the requests (stream)
-- ARGV[1] group, then entry ids
--
-- how many there were

local done = 0
for i = 2, #ARGV do
  redis.call('XACK', KEYS[1], ARGV[1], ARGV[i])
  done = done + redis.call('XDEL', KEYS[1], ARGV[i])
end
return done
