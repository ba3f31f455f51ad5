-- Looks whether history was lost since the channel's head was written, and begins a new epoch if so. Keeps the head
-- alive for a channel that has readers.
--
-- ARGV[4], ARGV[5] epoch and offset of the last position the caller has seen, 0 and 0 for none
--
-- {position, 0 or 1}   where the channel stands ('0-0': it has no log), and whether an epoch was begun

local rolled = open(tonumber(ARGV[4]), tonumber(ARGV[5]), false)
if rolled then
  close()
elseif epoch > 0 then
  redis.call('PEXPIRE', HEAD, HEAD_LIFE)
end
return {position(), rolled and 1 or 0}
