-- Publishes a word that only its sender waits for, to find out whether it still hears what is published. The write is
-- there to be refused: a replica would pass the word on to those who listen to it, and prove nothing.
--
-- KEYS[1] the sender's probe (string; also the pub/sub channel)
-- ARGV[1] the word, ARGV[2] life of the key in ms
--
-- {how many listen}

redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return {redis.call('PUBLISH', KEYS[1], ARGV[1])}
