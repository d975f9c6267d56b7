import { matchesGlob } from '../glob.ts';
import { array, bulk, bulks, failure, integer, OK, type Reply, status } from '../resp.ts';
import { type Context, type Command, type Commands, NOT_INTEGER, isInteger, read, write } from './command.ts';

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

/** Of keys, whatever they hold. */
export const KEYS: Commands = {
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
};
