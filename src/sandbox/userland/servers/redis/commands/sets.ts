import { bulks, integer } from '../resp.ts';
import { type Command, type Commands, read, write } from './command.ts';

const combine = (work: (first: Set<string>, others: readonly Set<string>[]) => string[]): Command =>
  read(-2, ({ database }, keys) => {
    const [first = new Set<string>(), ...others] = keys.map(
      (key) => database.read(key, 'set')?.members ?? new Set<string>(),
    );
    return bulks(work(first, others));
  });

/** Of sets. */
export const SETS: Commands = {
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
};
