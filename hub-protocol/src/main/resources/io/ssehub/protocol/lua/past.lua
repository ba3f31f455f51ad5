-- Reads a page of a channel's past, forwards or backwards, with the head it belongs to and where the log begins. Looks first
-- whether history was lost, as read does.
--
-- ARGV[4] 'after' or 'before', ARGV[5] the position that the page comes after or before; before '+': the newest entries;
-- ARGV[6] most entries, ARGV[7] about how many bytes of data
--
-- {head, oldest, entries}   the head's position ('0-0': the channel has none); the oldest entry there is, in a list that is
--                           empty if there is none; entries as XRANGE gives them, those before a position newest first

if open(0, 0, false) then
  close()
end
local entries
if ARGV[4] == 'after' then
  entries = redis.call('XRANGE', LOG, '(' .. ARGV[5], '+', 'COUNT', ARGV[6])
else
  entries = redis.call('XREVRANGE', LOG, ARGV[5] == '+' and '+' or '(' .. ARGV[5], '-', 'COUNT', ARGV[6])
end
local page, bytes = {}, 0
for i = 1, #entries do
  page[i] = entries[i]
  bytes = bytes + #(entries[i][2][10] or '')
  if bytes >= tonumber(ARGV[7]) then
    break
  end
end
return {position(), redis.call('XRANGE', LOG, '-', '+', 'COUNT', 1), page}
