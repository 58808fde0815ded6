import { defineScript } from './script.ts';

/** KEYS: job, line, later, channels. */
export const PLAN = defineScript(
  'plan deliveries',
  `local member, job, at, due, channel = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'member', member, 'job', job, 'plannedAt', at)
if due == '' then redis.call('RPUSH', KEYS[2], member) else redis.call('ZADD', KEYS[3], due, member) end
redis.call('SADD', KEYS[4], channel)
return 1`,
);

/** KEYS: line, later. ARGV: now, limit. */
export const LINE = defineScript(
  'read a line of deliveries',
  `local due = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1])
for _, member in ipairs(due) do
  redis.call('ZREM', KEYS[2], member)
  redis.call('RPUSH', KEYS[1], member)
end
return redis.call('LRANGE', KEYS[1], 0, ARGV[2])`,
);

/** KEYS: job. */
export const START = defineScript(
  'begin a delivery',
  `local job = redis.call('HGET', KEYS[1], 'job')
if not job then return false end
local since = redis.call('HGET', KEYS[1], 'sendingSince')
redis.call('HSETNX', KEYS[1], 'sendingSince', ARGV[1])
local starts = redis.call('HINCRBY', KEYS[1], 'starts', 1)
return {job, redis.call('HGET', KEYS[1], 'plannedAt'), starts, redis.call('HGET', KEYS[1], 'failures') or '0', since or ''}`,
);

/** KEYS: line, later, channels, jobs that end. ARGV: state, at, reason, ttl, channel, keep job ('1' for set aside). */
export const END = defineScript(
  'end deliveries',
  `for i = 4, #KEYS do
  local member = redis.call('HGET', KEYS[i], 'member')
  if member then
    redis.call('LREM', KEYS[1], 1, member)
    redis.call('ZREM', KEYS[2], member)
    redis.call('HSET', KEYS[i], 'state', ARGV[1], 'endedAt', ARGV[2], 'reason', ARGV[3])
    if ARGV[6] ~= '1' then redis.call('HDEL', KEYS[i], 'job', 'sendingSince') end
    redis.call('PEXPIRE', KEYS[i], ARGV[4])
  end
end
if redis.call('EXISTS', KEYS[1], KEYS[2]) == 0 then redis.call('SREM', KEYS[3], ARGV[5]) end
return 1`,
);

/** KEYS: job, line, channels. ARGV: channel. */
export const RETRY = defineScript(
  'retry a delivery',
  `if redis.call('HGET', KEYS[1], 'state') ~= 'setAside' then return 0 end
redis.call('HDEL', KEYS[1], 'state', 'endedAt', 'reason', 'failures', 'starts')
redis.call('PERSIST', KEYS[1])
redis.call('RPUSH', KEYS[2], redis.call('HGET', KEYS[1], 'member'))
redis.call('SADD', KEYS[3], ARGV[1])
return 1`,
);
