import { matchesGlob } from './glob.ts';
import { type Database, WrongType } from './database.ts';
import { array, bulk, bulks, failure, integer, OK, type Reply, status } from './resp.ts';

/** What a command works on. */
export interface Context {
  readonly database: Database;
  readonly now: number;
  readonly random: (below: number) => number;
}

interface Command {
  /** Words with the name; negative: at least. */
  readonly arity: number;
  /** Changes data: goes to the append-only file. */
  readonly write: boolean;
  readonly run: (context: Context, args: readonly string[]) => Reply;
}

const NOT_INTEGER = failure('ERR value is not an integer or out of range');
const SYNTAX = failure('ERR syntax error');
const isInteger = (text: string): boolean => /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text));

const read = (arity: number, run: Command['run']): Command => ({ arity, write: false, run });
const write = (arity: number, run: Command['run']): Command => ({ arity, write: true, run });

/** Bounds of a range with negative indices counted from the end. */
function range(start: string, stop: string, length: number): [number, number] {
  const at = (text: string) => (Number(text) < 0 ? Math.max(0, length + Number(text)) : Number(text));
  return [at(start), (Number(stop) < 0 ? length + Number(stop) : Number(stop)) + 1];
}

function add({ database }: Context, key: string, by: number): Reply {
  const text = database.read(key, 'string')?.text ?? '0';
  if (!isInteger(text)) return NOT_INTEGER;
  const value = Number(text) + by;
  const expires = database.get(key)?.expires;
  database.set(key, { type: 'string', text: String(value) }, expires);
  return integer(value);
}

function set({ database, now }: Context, [key = '', text = '', ...options]: readonly string[]): Reply {
  let expires: number | undefined;
  let wantsOld = false;
  const before = database.get(key);
  for (let index = 0; index < options.length; index++) {
    const option = options[index]?.toUpperCase();
    const number = Number(options[index + 1]);
    if (option === 'NX' && before !== undefined) return bulk(null);
    if (option === 'XX' && before === undefined) return bulk(null);
    if (option === 'GET') wantsOld = true;
    else if (option === 'KEEPTTL') expires = before?.expires;
    else if (option === 'EX' || option === 'PX' || option === 'EXAT' || option === 'PXAT') {
      if (!isInteger(options[++index] ?? '')) return NOT_INTEGER;
      if (number <= 0) return failure("ERR invalid expire time in 'set' command");
      expires = (option.endsWith('AT') ? 0 : now) + number * (option.startsWith('E') ? 1000 : 1);
    } else if (option !== 'NX' && option !== 'XX') return SYNTAX;
  }
  const old = wantsOld ? database.read(key, 'string')?.text : undefined;
  database.set(key, { type: 'string', text }, expires);
  return wantsOld ? bulk(old) : OK;
}

function expire(context: Context, key: string, at: number): Reply {
  const entry = context.database.get(key);
  if (entry === undefined) return integer(0);
  entry.expires = at;
  context.database.get(key);
  return integer(1);
}

const expireBy = (unit: number, absolute = false): Command =>
  write(-3, (context, [key = '', text = '']) =>
    isInteger(text) ? expire(context, key, (absolute ? 0 : context.now) + Number(text) * unit) : NOT_INTEGER,
  );

const ttl = (unit: number): Command =>
  read(2, ({ database, now }, [key = '']) => {
    const entry = database.get(key);
    if (entry === undefined) return integer(-2);
    return integer(entry.expires === undefined ? -1 : Math.round((entry.expires - now) / unit));
  });

const push = (front: boolean, onlyExisting = false): Command =>
  write(-3, ({ database }, [key = '', ...items]) => {
    if (onlyExisting && database.get(key) === undefined) return integer(0);
    const list = database.list(key);
    for (const item of items) list[front ? 'unshift' : 'push'](item);
    return integer(list.length);
  });

const pop = (front: boolean): Command =>
  write(-2, ({ database }, [key = '', count]) => {
    const list = database.read(key, 'list');
    if (list === undefined) return count === undefined ? bulk(null) : array(null);
    const taken: string[] = [];
    for (let left = Number(count ?? 1); left > 0 && list.items.length > 0; left--) {
      const item = front ? list.items.shift() : list.items.pop();
      if (item !== undefined) taken.push(item);
    }
    database.dropIfEmpty(key);
    return count === undefined ? bulk(taken[0]) : bulks(taken);
  });

const sorted = (scores: ReadonlyMap<string, number>): [string, number][] =>
  [...scores].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));

const zrange = (reversed: boolean): Command =>
  read(-4, ({ database }, [key = '', start = '', stop = '', ...options]) => {
    if (!isInteger(start) || !isInteger(stop)) return NOT_INTEGER;
    const all = sorted(database.read(key, 'zset')?.scores ?? new Map());
    if (reversed || options.some((option) => option.toUpperCase() === 'REV')) all.reverse();
    const [from, to] = range(start, stop, all.length);
    const scores = options.some((option) => option.toUpperCase() === 'WITHSCORES');
    return bulks(all.slice(from, to).flatMap(([member, score]) => (scores ? [member, String(score)] : [member])));
  });

const combine = (work: (first: Set<string>, others: readonly Set<string>[]) => string[]): Command =>
  read(-2, ({ database }, keys) => {
    const [first = new Set<string>(), ...others] = keys.map(
      (key) => database.read(key, 'set')?.members ?? new Set<string>(),
    );
    return bulks(work(first, others));
  });

/** Commands on keys. @see redis.io/commands */
export const COMMANDS: Readonly<Record<string, Command>> = {
  get: read(2, ({ database }, [key = '']) => bulk(database.read(key, 'string')?.text)),
  set: write(-3, set),
  setnx: write(3, (context, [key = '', text = '']) => {
    if (context.database.get(key) !== undefined) return integer(0);
    context.database.set(key, { type: 'string', text });
    return integer(1);
  }),
  setex: write(4, (context, [key = '', seconds = '', text = '']) => set(context, [key, text, 'EX', seconds])),
  psetex: write(4, (context, [key = '', ms = '', text = '']) => set(context, [key, text, 'PX', ms])),
  getset: write(3, (context, [key = '', text = '']) => set(context, [key, text, 'GET'])),
  getdel: write(2, ({ database }, [key = '']) => {
    const text = database.read(key, 'string')?.text;
    database.entries.delete(key);
    return bulk(text);
  }),
  getrange: read(4, ({ database }, [key = '', start = '', stop = '']) => {
    const text = database.read(key, 'string')?.text ?? '';
    return bulk(text.slice(...range(start, stop, text.length)));
  }),
  append: write(3, ({ database }, [key = '', more = '']) => {
    const text = (database.read(key, 'string')?.text ?? '') + more;
    database.set(key, { type: 'string', text }, database.get(key)?.expires);
    return integer(text.length);
  }),
  strlen: read(2, ({ database }, [key = '']) => integer((database.read(key, 'string')?.text ?? '').length)),
  mget: read(-2, ({ database }, keys) =>
    array(
      keys.map((key) => {
        const value = database.get(key)?.value;
        return bulk(value?.type === 'string' ? value.text : null);
      }),
    ),
  ),
  mset: write(-3, ({ database }, args) => {
    if (args.length % 2 === 1) return failure("ERR wrong number of arguments for 'mset' command");
    for (let index = 0; index < args.length; index += 2) {
      database.set(args[index] ?? '', { type: 'string', text: args[index + 1] ?? '' });
    }
    return OK;
  }),
  incr: write(2, (context, [key = '']) => add(context, key, 1)),
  decr: write(2, (context, [key = '']) => add(context, key, -1)),
  incrby: write(3, (context, [key = '', by = '']) => (isInteger(by) ? add(context, key, Number(by)) : NOT_INTEGER)),
  decrby: write(3, (context, [key = '', by = '']) => (isInteger(by) ? add(context, key, -Number(by)) : NOT_INTEGER)),
  incrbyfloat: write(3, ({ database }, [key = '', by = '']) => {
    const value = Number(database.read(key, 'string')?.text ?? 0) + Number(by);
    if (Number.isNaN(value)) return failure('ERR value is not a valid float');
    database.set(key, { type: 'string', text: String(value) });
    return bulk(String(value));
  }),
  del: write(-2, ({ database }, keys) =>
    integer(keys.filter((key) => database.get(key) !== undefined && database.entries.delete(key)).length),
  ),
  unlink: write(-2, ({ database }, keys) =>
    integer(keys.filter((key) => database.get(key) !== undefined && database.entries.delete(key)).length),
  ),
  exists: read(-2, ({ database }, keys) => integer(keys.filter((key) => database.get(key) !== undefined).length)),
  touch: read(-2, ({ database }, keys) => integer(keys.filter((key) => database.get(key) !== undefined).length)),
  type: read(2, ({ database }, [key = '']) => status(database.get(key)?.value.type ?? 'none')),
  keys: read(2, ({ database }, [pattern = '']) => bulks(database.keys().filter((key) => matchesGlob(pattern, key)))),
  scan: read(-2, ({ database }, [, ...options]) => {
    const index = options.findIndex((option) => option.toUpperCase() === 'MATCH');
    const pattern = index < 0 ? '*' : (options[index + 1] ?? '*');
    return array([bulk('0'), bulks(database.keys().filter((key) => matchesGlob(pattern, key)))]);
  }),
  randomkey: read(1, ({ database, random }) => {
    const keys = database.keys();
    return bulk(keys.length === 0 ? null : keys[random(keys.length)]);
  }),
  rename: write(3, ({ database }, [from = '', to = '']) => {
    const entry = database.get(from);
    if (entry === undefined) return failure('ERR no such key');
    database.entries.delete(from);
    database.set(to, entry.value, entry.expires);
    return OK;
  }),
  expire: expireBy(1000),
  pexpire: expireBy(1),
  expireat: expireBy(1000, true),
  pexpireat: expireBy(1, true),
  persist: write(2, ({ database }, [key = '']) => {
    const entry = database.get(key);
    const had = entry?.expires !== undefined;
    if (entry !== undefined) entry.expires = undefined;
    return integer(Number(had));
  }),
  ttl: ttl(1000),
  pttl: ttl(1),
  dbsize: read(1, ({ database }) => integer(database.keys().length)),
  lpush: push(true),
  rpush: push(false),
  lpushx: push(true, true),
  rpushx: push(false, true),
  lpop: pop(true),
  rpop: pop(false),
  llen: read(2, ({ database }, [key = '']) => integer(database.read(key, 'list')?.items.length ?? 0)),
  lrange: read(4, ({ database }, [key = '', start = '', stop = '']) => {
    if (!isInteger(start) || !isInteger(stop)) return NOT_INTEGER;
    const items = database.read(key, 'list')?.items ?? [];
    return bulks(items.slice(...range(start, stop, items.length)));
  }),
  lindex: read(3, ({ database }, [key = '', index = '']) => bulk(database.read(key, 'list')?.items.at(Number(index)))),
  lset: write(4, ({ database }, [key = '', index = '', item = '']) => {
    const items = database.read(key, 'list')?.items;
    if (items === undefined) return failure('ERR no such key');
    const at = Number(index) < 0 ? items.length + Number(index) : Number(index);
    if (!(at in items)) return failure('ERR index out of range');
    items[at] = item;
    return OK;
  }),
  lrem: write(4, ({ database }, [key = '', count = '', item = '']) => {
    const items = database.read(key, 'list')?.items ?? [];
    let left = Math.abs(Number(count)) || Infinity;
    let removed = 0;
    while (left-- > 0) {
      const at = Number(count) < 0 ? items.lastIndexOf(item) : items.indexOf(item);
      if (at < 0) break;
      items.splice(at, 1);
      removed++;
    }
    database.dropIfEmpty(key);
    return integer(removed);
  }),
  ltrim: write(4, ({ database }, [key = '', start = '', stop = '']) => {
    const items = database.read(key, 'list')?.items ?? [];
    items.splice(0, items.length, ...items.slice(...range(start, stop, items.length)));
    database.dropIfEmpty(key);
    return OK;
  }),
  hset: write(-4, ({ database }, [key = '', ...pairs]) => {
    if (pairs.length % 2 === 1) return failure("ERR wrong number of arguments for 'hset' command");
    const fields = database.hash(key);
    const before = fields.size;
    for (let index = 0; index < pairs.length; index += 2) fields.set(pairs[index] ?? '', pairs[index + 1] ?? '');
    return integer(fields.size - before);
  }),
  hmset: write(-4, ({ database }, [key = '', ...pairs]) => {
    const fields = database.hash(key);
    for (let index = 0; index < pairs.length; index += 2) fields.set(pairs[index] ?? '', pairs[index + 1] ?? '');
    return OK;
  }),
  hget: read(3, ({ database }, [key = '', field = '']) => bulk(database.read(key, 'hash')?.fields.get(field))),
  hmget: read(-3, ({ database }, [key = '', ...names]) => {
    const fields = database.read(key, 'hash')?.fields;
    return array(names.map((name) => bulk(fields?.get(name))));
  }),
  hgetall: read(2, ({ database }, [key = '']) => bulks([...(database.read(key, 'hash')?.fields ?? [])].flat())),
  hkeys: read(2, ({ database }, [key = '']) => bulks([...(database.read(key, 'hash')?.fields.keys() ?? [])])),
  hvals: read(2, ({ database }, [key = '']) => bulks([...(database.read(key, 'hash')?.fields.values() ?? [])])),
  hlen: read(2, ({ database }, [key = '']) => integer(database.read(key, 'hash')?.fields.size ?? 0)),
  hexists: read(3, ({ database }, [key = '', field = '']) =>
    integer(Number(database.read(key, 'hash')?.fields.has(field) ?? false)),
  ),
  hdel: write(-3, ({ database }, [key = '', ...names]) => {
    const fields = database.read(key, 'hash')?.fields;
    const removed = names.filter((name) => fields?.delete(name)).length;
    database.dropIfEmpty(key);
    return integer(removed);
  }),
  hincrby: write(4, ({ database }, [key = '', field = '', by = '']) => {
    const fields = database.hash(key);
    const value = Number(fields.get(field) ?? 0) + Number(by);
    if (Number.isNaN(value)) return failure('ERR hash value is not an integer');
    fields.set(field, String(value));
    return integer(value);
  }),
  sadd: write(-3, ({ database }, [key = '', ...members]) => {
    const set = database.members(key);
    const before = set.size;
    for (const member of members) set.add(member);
    return integer(set.size - before);
  }),
  srem: write(-3, ({ database }, [key = '', ...members]) => {
    const set = database.read(key, 'set')?.members;
    const removed = members.filter((member) => set?.delete(member)).length;
    database.dropIfEmpty(key);
    return integer(removed);
  }),
  smembers: read(2, ({ database }, [key = '']) => bulks([...(database.read(key, 'set')?.members ?? [])])),
  sismember: read(3, ({ database }, [key = '', member = '']) =>
    integer(Number(database.read(key, 'set')?.members.has(member) ?? false)),
  ),
  scard: read(2, ({ database }, [key = '']) => integer(database.read(key, 'set')?.members.size ?? 0)),
  sunion: combine((first, others) => [...new Set([...first, ...others.flatMap((other) => [...other])])]),
  sinter: combine((first, others) => [...first].filter((member) => others.every((other) => other.has(member)))),
  sdiff: combine((first, others) => [...first].filter((member) => !others.some((other) => other.has(member)))),
  zadd: write(-4, ({ database }, [key = '', ...pairs]) => {
    const options = pairs.filter((word, index) => index < 2 && /^(NX|XX|CH|GT|LT)$/i.test(word));
    const rest = pairs.slice(options.length);
    const scores = database.scores(key);
    const before = scores.size;
    for (let index = 0; index < rest.length; index += 2) {
      const score = Number(rest[index]);
      if (Number.isNaN(score)) return failure('ERR value is not a valid float');
      scores.set(rest[index + 1] ?? '', score);
    }
    return integer(scores.size - before);
  }),
  zrange: zrange(false),
  zrevrange: zrange(true),
  zscore: read(3, ({ database }, [key = '', member = '']) => {
    const score = database.read(key, 'zset')?.scores.get(member);
    return bulk(score === undefined ? null : String(score));
  }),
  zcard: read(2, ({ database }, [key = '']) => integer(database.read(key, 'zset')?.scores.size ?? 0)),
  zrank: read(3, ({ database }, [key = '', member = '']) => {
    const at = sorted(database.read(key, 'zset')?.scores ?? new Map()).findIndex(([name]) => name === member);
    return at < 0 ? bulk(null) : integer(at);
  }),
  zincrby: write(4, ({ database }, [key = '', by = '', member = '']) => {
    const scores = database.scores(key);
    const score = (scores.get(member) ?? 0) + Number(by);
    scores.set(member, score);
    return bulk(String(score));
  }),
  zrem: write(-3, ({ database }, [key = '', ...members]) => {
    const scores = database.read(key, 'zset')?.scores;
    const removed = members.filter((member) => scores?.delete(member)).length;
    database.dropIfEmpty(key);
    return integer(removed);
  }),
};

/** Whether so many words fit a command. */
export const fits = (arity: number, words: number): boolean => (arity < 0 ? words >= -arity : words === arity);

/** Runs a command on keys. */
export function runCommand(command: Command, context: Context, args: readonly string[]): Reply {
  try {
    return command.run(context, args);
  } catch (error) {
    if (error instanceof WrongType) return failure(error.message);
    throw error;
  }
}
