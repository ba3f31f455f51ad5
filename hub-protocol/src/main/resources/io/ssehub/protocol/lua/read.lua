-- Reads a page of a channel's log, with the head it belongs to. Looks first whether history was lost, as roll does, so
-- that a reader is never judged by the head of a primary that is gone.
--
-- ARGV[4] the position before the page, ARGV[5] most entries, ARGV[6] about how many bytes of data
--
-- {head, entries}   the head's position ('0-0': the channel has none), entries as XRANGE gives them

if open(0, 0, false) then
  close()
end
local entries = redis.call('XRANGE', LOG, '(' .. ARGV[4], '+', 'COUNT', ARGV[5])
local page, bytes = {}, 0
for i = 1, #entries do
  page[i] = entries[i]
  bytes = bytes + #(entries[i][2][10] or '')
  if bytes >= tonumber(ARGV[6]) then
    break
  end
end
return {position(), page}
