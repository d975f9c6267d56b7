import { array, bulk, bulks, failure, integer, OK } from '../resp.ts';
import { type Commands, read, write } from './command.ts';

/** Of hashes. */
export const HASHES: Commands = {
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
};
