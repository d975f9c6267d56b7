import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { CardEvent } from '../../lib/cards/event.ts';
import { randomId } from './random-id.ts';

/** The log as this browser keeps it. It only grows, but for `erase`. */
interface Schema extends DBSchema {
  events: { key: string; value: CardEvent };
  /** `generation`: which log this is. Erasing begins another. */
  meta: { key: string; value: Generation };
}

interface Generation {
  readonly id: string;
  /** `erased`: what other tabs still hold of the log before is to be dropped. */
  readonly after: 'nothing' | 'erased';
}

const NAME = 'drydock-cards';
const GENERATION = 'generation';

/** One step for each version of the schema, the first makes version 1. A new version appends a step. */
const MIGRATIONS: readonly ((db: IDBPDatabase<Schema>) => void)[] = [
  (db) => {
    db.createObjectStore('events', { keyPath: 'id' });
    db.createObjectStore('meta');
  },
];

/** Why the log can't be kept. */
export type StoreTrouble = 'blocked' | 'full' | 'newer';

export class StoreError extends Error {
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, cause: unknown) {
    super(`cards: storage is ${trouble}`, { cause });
    this.trouble = trouble;
  }
}

/** What became of an attempt to keep events. */
export interface Synced {
  /** All that is kept now. */
  readonly events: readonly CardEvent[];
  /** `cleared`: the browser had lost the log; it was written anew. `erased`: another tab erased it. */
  readonly found: 'same' | 'cleared' | 'erased';
}

export interface EventStore {
  /** Keeps `added`, within one transaction, beside what other tabs keep; `held` is what this page knows. @throws {StoreError} */
  sync(held: readonly CardEvent[], added: readonly CardEvent[]): Promise<Synced>;
  /** @throws {StoreError} */
  erase(): Promise<void>;
}

export function openEventStore(): EventStore {
  let db: IDBPDatabase<Schema> | undefined;
  let generation: string | undefined;
  const connect = async (): Promise<IDBPDatabase<Schema>> => {
    db ??= await openDB<Schema>(NAME, MIGRATIONS.length, {
      upgrade: (opened, from) => MIGRATIONS.slice(from).forEach((migrate) => migrate(opened)),
      // Another tab migrates or deletes it: let go, and open it again for the next event.
      blocking: () => close(),
      terminated: () => (db = undefined),
    });
    return db;
  };
  const close = (): void => {
    db?.close();
    db = undefined;
  };

  async function write(held: readonly CardEvent[], added: readonly CardEvent[]): Promise<Synced> {
    const transaction = (await connect()).transaction(['events', 'meta'], 'readwrite');
    const done = transaction.done;
    done.catch(() => undefined); // it is awaited below; a failed request comes first
    const events = transaction.objectStore('events');
    const meta = transaction.objectStore('meta');
    const now = (await meta.get(GENERATION)) ?? { id: randomId(), after: 'nothing' as const };
    await meta.put(now, GENERATION);
    const changed = generation !== undefined && generation !== now.id;
    const found = !changed ? 'same' : now.after === 'erased' ? 'erased' : 'cleared';
    const kept = new Set(await events.getAllKeys());
    const missing = (found === 'erased' ? added : [...held, ...added]).filter(({ id }) => !kept.has(id));
    for (const event of missing) await events.put(event);
    const all = await events.getAll();
    await done;
    generation = now.id;
    return { events: all, found };
  }

  return {
    sync: (held, added) => attempt(() => write(held, added), close),
    erase: () =>
      attempt(async () => {
        const transaction = (await connect()).transaction(['events', 'meta'], 'readwrite');
        generation = randomId();
        await transaction.objectStore('events').clear();
        await transaction.objectStore('meta').put({ id: generation, after: 'erased' }, GENERATION);
        await transaction.done;
      }, close),
  };
}

/** A connection that the browser closed meanwhile (the site's data was cleared) is opened once more. */
async function attempt<T>(act: () => Promise<T>, close: () => void): Promise<T> {
  try {
    return await act();
  } catch (first) {
    if (!(first instanceof DOMException) || first.name === 'QuotaExceededError') throw storeError(first);
    close();
    try {
      return await act();
    } catch (second) {
      throw storeError(second);
    }
  }
}

function storeError(cause: unknown): unknown {
  // Where storage is forbidden, some browsers have no `indexedDB` at all.
  if (typeof indexedDB === 'undefined') return new StoreError('blocked', cause);
  if (!(cause instanceof DOMException)) return cause;
  if (cause.name === 'QuotaExceededError') return new StoreError('full', cause);
  return new StoreError(cause.name === 'VersionError' ? 'newer' : 'blocked', cause);
}
