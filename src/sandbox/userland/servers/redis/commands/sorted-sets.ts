import { bulk, bulks, failure, integer } from '../resp.ts';
import { type Command, type Commands, NOT_INTEGER, isInteger, read, write, range } from './command.ts';

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

/** Of sorted sets. */
export const SORTED_SETS: Commands = {
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
