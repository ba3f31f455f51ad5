-- Appending to a channel's log. Stands in front of every script that does so.
--
-- KEYS[1] the log (stream), KEYS[2] its head (hash: epoch, offset, mark, run)
-- ARGV[1] entries to keep, and optionally behind a slash about how many bytes of memory the log may take; ARGV[2] life of the
-- log in ms, ARGV[3] life of the head in ms

local WIRE = '1'
local LOG, HEAD = KEYS[1], KEYS[2]
local KEEP, MOST_BYTES = string.match(ARGV[1], '^(%d+)/?(%d*)$')
local LOG_LIFE, HEAD_LIFE = ARGV[2], ARGV[3]

local clock = redis.call('TIME')
local NOW = string.format('%.0f', clock[1] * 1000 + math.floor(clock[2] / 1000))

-- The channel's name, which is the hash tag of its keys.
local CHANNEL = string.match(LOG, '{(.+)}')

local epoch, offset

-- Numbers are printed by %.0f: tostring would give 1.7e+14.
local function position()
  return string.format('%.0f-%.0f', epoch, offset)
end

local function write(event, ref, data)
  offset = offset + 1
  redis.call('XADD', LOG, 'MAXLEN', '~', KEEP, position(),
    'v', WIRE, 't', NOW, 'e', event, 'r', ref, 'd', data)
  redis.call('PUBLISH', LOG, WIRE .. ' ' .. position() .. ' ' .. NOW .. ' ' .. event .. ' ' .. ref .. '\n' .. data)
end

-- The mark and this process, if it tells its name.
local function giver(mark)
  local process = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
  return process and mark .. '/' .. process or ''
end

-- Whether another mark was given by this very process, which has lost nothing since: a primary also takes another id when
-- it gets its first replica, and when it has had none for long. One that was a replica in between is another matter; it
-- remembers the id of the primary it had.
local function is_same_life(replication, mark, run)
  return mark and run and run ~= '' and string.match(replication, 'master_replid2:0+%s') and run == giver(mark)
end

-- Takes the oldest entries out of a log that takes more memory than it may, by whole nodes, since nothing less gives memory
-- back. Done before anything is written: who may not look at memory is refused then, and not in the middle.
local function make_room()
  local used = redis.call('MEMORY', 'USAGE', LOG)
  if used and used > tonumber(MOST_BYTES) then
    local fitting = math.floor(redis.call('XLEN', LOG) * tonumber(MOST_BYTES) / used)
    redis.call('XTRIM', LOG, 'MAXLEN', '~', math.max(1, fitting))
  end
end

local function begin_epoch(reason, from, at_least)
  epoch = math.max(tonumber(NOW), at_least + 1)
  offset = 0
  local to = string.format('%.0f-1', epoch)
  write('gap', 'gap/' .. reason .. '/' .. from,
    '{"channel":"' .. CHANNEL .. '","reason":"' .. reason .. '","from":"' .. from .. '","to":"' .. to .. '"}')
end

-- Reads the head into epoch and offset. Begins a new epoch where history may have been lost since it was written:
-- another primary, a head that is gone, or one behind what a reader has seen (known_epoch, known_offset; 0 for none).
-- A channel that never had an entry gets its first epoch only if must_exist. Returns whether an epoch was begun.
local function open(known_epoch, known_offset, must_exist)
  if must_exist and MOST_BYTES ~= '' then
    make_room()
  end
  local head = redis.call('HMGET', HEAD, 'epoch', 'offset', 'mark', 'run')
  -- The mark is the replication id of the primary. It changes when a replica takes over or Redis starts again, which is
  -- when the last writes may be lost.
  local replication = redis.call('INFO', 'replication')
  local mark = string.match(replication, 'master_replid:(%x+)')
  local rolled, renamed = false, false
  if head[1] then
    epoch, offset = tonumber(head[1]), tonumber(head[2])
    local behind = epoch < known_epoch or (epoch == known_epoch and offset < known_offset)
    renamed = head[3] ~= mark
    local replaced = renamed and not is_same_life(replication, head[3], head[4])
    if behind or replaced then
      begin_epoch(replaced and 'failover' or 'vanished', position(), math.max(epoch, known_epoch))
      rolled = true
    end
  elseif known_epoch > 0 then
    begin_epoch('vanished', string.format('%.0f-%.0f', known_epoch, known_offset), known_epoch)
    rolled = true
  elseif must_exist then
    -- The log may have outlived its head; new positions must be above its last.
    local last = redis.call('XREVRANGE', LOG, '+', '-', 'COUNT', 1)[1]
    begin_epoch('vanished', last and last[1] or '0-0', last and tonumber(string.match(last[1], '^%d+')) or 0)
    rolled = true
  else
    epoch, offset = 0, 0
  end
  if rolled or renamed then
    redis.call('HSET', HEAD, 'mark', mark, 'run', giver(mark))
  end
  return rolled
end

local function close()
  redis.call('HSET', HEAD, 'epoch', string.format('%.0f', epoch), 'offset', string.format('%.0f', offset))
  redis.call('PEXPIRE', LOG, LOG_LIFE)
  redis.call('PEXPIRE', HEAD, HEAD_LIFE)
end
