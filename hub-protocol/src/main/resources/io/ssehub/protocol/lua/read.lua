-- Reads a page of a channel's log, with the head it belongs to.
--
-- KEYS[1] the log (stream), KEYS[2] its head (hash)
-- ARGV[1] the position before the page, ARGV[2] most entries
--
-- {head, entries}   the head's position ('0-0' if there is none), entries as XRANGE gives them

local head = redis.call('HMGET', KEYS[2], 'epoch', 'offset')
local position = head[1] and (head[1] .. '-' .. head[2]) or '0-0'
return {position, redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])}
