import { array, bulk, failure, integer, OK, type Reply } from '../resp.ts';
import { type Context, type Commands, NOT_INTEGER, SYNTAX, isInteger, read, write, range } from './command.ts';

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

/** Of texts and numbers. */
export const STRINGS: Commands = {
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
};
