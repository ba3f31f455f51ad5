-- The fair queue of one client. Stands in front of the scripts that move it. Few of a client's open generations are
-- admitted, which means that they stand in the request stream; the others wait for one of those to end.
--
-- Its key (sorted set) is named <log>:open. Admitted: minus the time in µs at which it was. Waiting: the time in µs at
-- which it was accepted. What has ended is in it no more, so an empty one is gone.

local clock = redis.call('TIME')
local MICROS = clock[1] * 1000000 + clock[2]
local NOW = string.format('%.0f', math.floor(MICROS / 1000))

local ENDED = {completed = true, failed = true, cancelled = true}

-- The generations of the client whose queue this is; they carry the same hash tag.
local function generation(open, id)
  return string.match(open, '^(.*):open$') .. ':gen:' .. id
end

local function admitted(open)
  return redis.call('ZRANGEBYSCORE', open, '-inf', '(0')
end

-- Admits the next ones as long as there is room; answers their ids. Whoever calls this adds them to the stream.
local function admit_next(open, in_flight)
  local moved = {}
  local room = tonumber(in_flight) - #admitted(open)
  while room > 0 do
    local id = redis.call('ZRANGEBYSCORE', open, '0', '+inf', 'LIMIT', 0, 1)[1]
    if not id then
      break
    end
    if redis.call('HGET', generation(open, id), 'state') == 'queued' then
      redis.call('ZADD', open, string.format('-%.0f', MICROS), id)
      moved[#moved + 1] = id
      room = room - 1
    else
      redis.call('ZREM', open, id)
    end
  end
  return moved
end
