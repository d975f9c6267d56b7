import { array, bulk, bulks, failure, integer, OK } from '../resp.ts';
import { type Command, type Commands, NOT_INTEGER, isInteger, read, write, range } from './command.ts';

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

/** Of lists. */
export const LISTS: Commands = {
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
};
