import type { Redis } from "ioredis";

/**
 * The ledger's changes in Redis. Each script is one atomic step: counters, open reservations and the entry that
 * records the change move together. The keys are worked out inside, so Redis Cluster is not supported.
 *
 *     user:{uid}:membership, :credits, :prepaid_credits, :billing_period_start, :billing_period_end
 *     user:{uid}:app_usage:{year}:{month}, :api_usage:…            charged images of a UTC month
 *     user:{uid}:app_usage:cycle:{start}, :api_usage:cycle:{start}  charged images of a billing cycle
 *     user:{uid}:included_usage:cycle:{start}                       those of them that the allowance paid
 *     user:{uid}:key_usage (hash)                                  charged images by API key and UTC month
 *     user:{uid}:months (set), :cycles (hash start → end)           which counters there are
 *     user:{uid}:ledger (hash)   epoch that the account was loaded in; sum of grants and revision it has seen
 *     credits:epoch              names this life of this Redis server
 *     credits:holds (sorted set) open reservations by expiry, in ms
 *     credits:entries (stream)   entries on their way to the database
 *
 * A script that answers `lost` or `unloaded` has changed nothing: see `epochs.ts` and `load-account.ts`.
 */
const shared = `
  local function keyOf(uid, name) return 'user:' .. uid .. ':' .. name end
  local function numberAt(key) return tonumber(redis.call('GET', key) or '0') end

  local function unusable(uid, epoch)
    if redis.call('GET', 'credits:epoch') ~= epoch then return 'lost' end
    if redis.call('HGET', keyOf(uid, 'ledger'), 'epoch') ~= epoch then return 'unloaded' end
  end

  local function parse(hold)
    local fields = {}
    for field in string.gmatch(hold, '%S+') do fields[#fields + 1] = field end
    return { operation_id = fields[1], uid = fields[2], channel = fields[3], source = fields[4], month = fields[5],
      month_start = tonumber(fields[6]), cycle_start = tonumber(fields[7]), cycle_end = tonumber(fields[8]),
      key_id = fields[9] }
  end

  local function count(entry, images)
    local cycle = string.format('cycle:%d', entry.cycle_start)
    redis.call('INCRBY', keyOf(entry.uid, entry.channel .. '_usage:' .. entry.month), images)
    redis.call('INCRBY', keyOf(entry.uid, entry.channel .. '_usage:' .. cycle), images)
    redis.call('SADD', keyOf(entry.uid, 'months'), entry.month)
    if entry.key_id then
      redis.call('HINCRBY', keyOf(entry.uid, 'key_usage'), entry.key_id .. ':' .. entry.month, images)
    end
    local cycle_end = tonumber(redis.call('HGET', keyOf(entry.uid, 'cycles'), entry.cycle_start) or '0')
    redis.call('HSET', keyOf(entry.uid, 'cycles'), entry.cycle_start, math.max(cycle_end, entry.cycle_end))
    if entry.source == 'included' then
      redis.call('INCRBY', keyOf(entry.uid, 'included_usage:' .. cycle), images)
    else
      redis.call('DECRBY', keyOf(entry.uid, 'prepaid_credits'), images)
    end
  end

  local function append(entry, kind, amount, at)
    entry.kind = kind
    entry.amount = amount
    entry.at = tonumber(at)
    redis.call('XADD', 'credits:entries', '*', 'uid', entry.uid, 'entry', cjson.encode(entry))
  end
`;

/** ARGV: epoch, uid, id, channel, membership, included credits, month, its start, its end, now, expiry (ms), API key
 * and its limit (each may be empty). */
const reserve = `
  local epoch, uid, id, channel, membership, included = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], tonumber(ARGV[6])
  local problem = unusable(uid, epoch)
  if problem then return problem end
  redis.call('MSET', keyOf(uid, 'membership'), membership, keyOf(uid, 'credits'), included)
  local cycle_start = redis.call('GET', keyOf(uid, 'billing_period_start')) or ARGV[8]
  local cycle_end = redis.call('GET', keyOf(uid, 'billing_period_end')) or ARGV[9]
  local left = math.max(0, included - numberAt(keyOf(uid, 'included_usage:cycle:' .. cycle_start)))
  local prepaid = math.max(0, numberAt(keyOf(uid, 'prepaid_credits')))
  local source
  if left > 0 then source = 'included'
  elseif prepaid > 0 then source = 'prepaid'
  else return 'insufficient' end
  local key_id, key_limit = ARGV[12], tonumber(ARGV[13])
  local key_used = tonumber(redis.call('HGET', keyOf(uid, 'key_usage'), key_id .. ':' .. ARGV[7]) or '0')
  if key_limit and key_used >= key_limit then return 'key limit' end
  local hold = table.concat({ id, uid, channel, source, ARGV[7], ARGV[8], cycle_start, cycle_end }, ' ')
  if key_id ~= '' then hold = hold .. ' ' .. key_id end
  local entry = parse(hold)
  count(entry, 1)
  redis.call('ZADD', 'credits:holds', ARGV[11], hold)
  append(entry, 'reserve', -1, ARGV[10])
  return { source, entry.cycle_start, entry.cycle_end, left + prepaid - 1 }
`;

/** ARGV: epoch, uid, hold, kind, amount given back (0 or 1), now. */
const close = `
  local problem = unusable(ARGV[2], ARGV[1])
  if problem then return problem end
  if redis.call('ZREM', 'credits:holds', ARGV[3]) == 0 then return 'closed before' end
  local entry = parse(ARGV[3])
  local amount = tonumber(ARGV[5])
  if amount > 0 then count(entry, -amount) end
  append(entry, ARGV[4], amount, ARGV[6])
  return 'closed'
`;

/** ARGV: epoch, uid, hold, expiry (ms). */
const extend = `
  local problem = unusable(ARGV[2], ARGV[1])
  if problem then return problem end
  if not redis.call('ZSCORE', 'credits:holds', ARGV[3]) then return 'closed before' end
  redis.call('ZADD', 'credits:holds', ARGV[4], ARGV[3])
  return 'extended'
`;

/** ARGV: epoch, now, how many at most. */
const expire = `
  if redis.call('GET', 'credits:epoch') ~= ARGV[1] then return 'lost' end
  local expired = redis.call('ZRANGEBYSCORE', 'credits:holds', '-inf', ARGV[2], 'LIMIT', 0, ARGV[3])
  for _, hold in ipairs(expired) do
    redis.call('ZREM', 'credits:holds', hold)
    local entry = parse(hold)
    count(entry, -1)
    append(entry, 'expire', 1, ARGV[2])
  end
  return #expired
`;

/** ARGV: epoch, uid, month. */
const read = `
  local epoch, uid = ARGV[1], ARGV[2]
  local problem = unusable(uid, epoch)
  if problem then return problem end
  local usage = function(counter)
    return numberAt(keyOf(uid, 'app_usage:' .. counter)), numberAt(keyOf(uid, 'api_usage:' .. counter))
  end
  local app, api = usage(ARGV[3])
  local cycles = {}
  local ends = redis.call('HGETALL', keyOf(uid, 'cycles'))
  for index = 1, #ends, 2 do
    local app, api = usage('cycle:' .. ends[index])
    local included = numberAt(keyOf(uid, 'included_usage:cycle:' .. ends[index]))
    cycles[#cycles + 1] = { tonumber(ends[index]), tonumber(ends[index + 1]), app, api, included }
  end
  local period = { numberAt(keyOf(uid, 'billing_period_start')), numberAt(keyOf(uid, 'billing_period_end')) }
  if redis.call('EXISTS', keyOf(uid, 'billing_period_start')) == 0 then period = {} end
  return { numberAt(keyOf(uid, 'prepaid_credits')), period, app, api, cycles }
`;

/** ARGV: epoch, uids. Answers a balance for each; nil for an account that is not loaded. */
const readPrepaid = `
  if redis.call('GET', 'credits:epoch') ~= ARGV[1] then return 'lost' end
  local balances = {}
  for index = 2, #ARGV do
    local uid = ARGV[index]
    balances[index - 1] = not unusable(uid, ARGV[1]) and numberAt(keyOf(uid, 'prepaid_credits'))
  end
  return balances
`;

/** ARGV: epoch, uid, sum of grants, revision, billing period (start and end, or two empty strings). */
const refresh = `
  local uid, revision = ARGV[2], tonumber(ARGV[4])
  local problem = unusable(uid, ARGV[1])
  if problem then return problem end
  local ledger = keyOf(uid, 'ledger')
  if revision <= tonumber(redis.call('HGET', ledger, 'revision')) then return 'known' end
  redis.call('INCRBY', keyOf(uid, 'prepaid_credits'), ARGV[3] - redis.call('HGET', ledger, 'granted'))
  redis.call('HSET', ledger, 'granted', ARGV[3], 'revision', revision)
  if ARGV[5] == '' then
    redis.call('DEL', keyOf(uid, 'billing_period_start'), keyOf(uid, 'billing_period_end'))
  else
    redis.call('MSET', keyOf(uid, 'billing_period_start'), ARGV[5], keyOf(uid, 'billing_period_end'), ARGV[6])
  end
  return 'refreshed'
`;

/**
 * ARGV: epoch, uid, `always` or `when missing`, what the database knows (JSON). Entries of the stream that the database
 * does not have yet are counted on top. Open reservations are added only where the account was missing: otherwise
 * those in Redis are the newer ones.
 */
const load = `
  local epoch, uid, state = ARGV[1], ARGV[2], cjson.decode(ARGV[4])
  local problem = unusable(uid, epoch)
  if problem == 'lost' then return problem end
  if problem == nil and ARGV[3] ~= 'always' then return 'loaded before' end
  if problem == nil and state.revision < tonumber(redis.call('HGET', keyOf(uid, 'ledger'), 'revision')) then
    return 'outdated'
  end
  local function forget(counter)
    redis.call('DEL', keyOf(uid, 'app_usage:' .. counter), keyOf(uid, 'api_usage:' .. counter),
      keyOf(uid, 'included_usage:' .. counter))
  end
  for _, month in ipairs(redis.call('SMEMBERS', keyOf(uid, 'months'))) do forget(month) end
  for _, start in ipairs(redis.call('HKEYS', keyOf(uid, 'cycles'))) do forget('cycle:' .. start) end
  redis.call('DEL', keyOf(uid, 'months'), keyOf(uid, 'cycles'), keyOf(uid, 'billing_period_start'),
    keyOf(uid, 'billing_period_end'), keyOf(uid, 'key_usage'))
  for _, key in ipairs(state.keys) do redis.call('HSET', keyOf(uid, 'key_usage'), key.name, key.used) end
  for _, month in ipairs(state.months) do
    redis.call('MSET', keyOf(uid, 'app_usage:' .. month.name), month.app, keyOf(uid, 'api_usage:' .. month.name), month.api)
    redis.call('SADD', keyOf(uid, 'months'), month.name)
  end
  for _, cycle in ipairs(state.cycles) do
    local name = string.format('cycle:%d', cycle.startUnix)
    redis.call('MSET', keyOf(uid, 'app_usage:' .. name), cycle.app, keyOf(uid, 'api_usage:' .. name), cycle.api,
      keyOf(uid, 'included_usage:' .. name), cycle.included)
    redis.call('HSET', keyOf(uid, 'cycles'), cycle.startUnix, cycle.endUnix)
  end
  if state.period then
    redis.call('MSET', keyOf(uid, 'billing_period_start'), state.period.startUnix,
      keyOf(uid, 'billing_period_end'), state.period.endUnix)
  end
  redis.call('SET', keyOf(uid, 'prepaid_credits'), state.prepaid)
  redis.call('HSET', keyOf(uid, 'ledger'), 'epoch', epoch, 'granted', state.granted, 'revision', state.revision)
  if problem == 'unloaded' then
    for _, hold in ipairs(state.holds) do redis.call('ZADD', 'credits:holds', hold.expiresAt, hold.name) end
  end
  for _, message in ipairs(redis.call('XRANGE', 'credits:entries', '(' .. state.drainedId, '+')) do
    if message[2][2] == uid then
      local entry = cjson.decode(message[2][4])
      if entry.amount ~= 0 then count(entry, -entry.amount) end
    end
  end
  return 'loaded'
`;

/** ARGV: epoch, id of the oldest entry to keep. */
const trim = `
  if redis.call('GET', 'credits:epoch') ~= ARGV[1] then return 'lost' end
  return redis.call('XTRIM', 'credits:entries', 'MINID', ARGV[2])
`;

/** ARGV: the epoch that is expected now (empty = none), the one that takes its place, `clear` to begin with no entries. */
const beginEpoch = `
  if (redis.call('GET', 'credits:epoch') or '') ~= ARGV[1] then return 0 end
  redis.call('SET', 'credits:epoch', ARGV[2])
  if ARGV[3] == 'clear' then redis.call('DEL', 'credits:entries', 'credits:holds') end
  return 1
`;

const sources = { reserve, close, extend, expire, read, readPrepaid, refresh, load, trim, beginEpoch };

type Script = (...args: (string | number)[]) => Promise<unknown>;

/** The scripts, ready to call; each is sent by its hash once Redis knows it. */
export type LedgerScripts = Readonly<Record<keyof typeof sources, Script>>;

export function defineScripts(redis: Redis): LedgerScripts {
  const scripts = Object.entries(sources).map(([name, lua]) => {
    const command = `credits_${name}`;
    redis.defineCommand(command, { numberOfKeys: 0, lua: shared + lua });
    const run = Reflect.get(redis, command) as Script;
    return [name, run.bind(redis)] as const;
  });
  return Object.fromEntries(scripts) as LedgerScripts;
}
