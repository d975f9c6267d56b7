import type { Filters } from '../../api/filters.ts';
import type { EventMessage } from '../../api/types/system.ts';
import { encode } from '../../kernel/bytes.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { matchesLabels } from '../container/list-filter.ts';
import type { Daemon } from '../daemon.ts';

/** Actions that are found by their beginning: more words follow a colon. */
const BY_BEGINNING = ['health_status', 'exec_create', 'exec_start'];
/** Filters that name an object of any type, by the beginning of its id or name. */
const OBJECTS = ['daemon', 'container', 'plugin', 'volume', 'network', 'node', 'service', 'secret', 'config'];

/** @see moby daemon/events/filter.go */
function createMatcher(filters: Filters): (message: EventMessage) => boolean {
  const any = (key: string, test: (value: string) => boolean): boolean => {
    const values = filters.get(key) ?? [];
    return values.length === 0 || values.some(test);
  };
  const byBeginning = BY_BEGINNING.some((action) => filters.get('event')?.includes(action));
  return (message) => {
    const { Type, Action, Actor, scope } = message;
    const name = Actor.Attributes['name'] ?? '';
    return (
      any('event', (value) => Action === value || (byBeginning && Action.startsWith(value))) &&
      any('type', (value) => Type === value) &&
      any('scope', (value) => scope === value) &&
      OBJECTS.every((key) => any(key, (value) => Actor.ID.startsWith(value) || name.startsWith(value))) &&
      any('image', (value) => imageMatches(message, value)) &&
      matchesLabels(Actor.Attributes, filters.get('label') ?? [])
    );
  };
}

/** By id, name or repository, of image events and of containers of that image. */
function imageMatches({ Type, Actor }: EventMessage, value: string): boolean {
  const shown = [Actor.ID, Actor.Attributes[Type === 'image' ? 'name' : 'image'] ?? ''];
  return shown.some((name) => name === value || name.replace(/:[^:/]*$/, '') === value);
}

/** GET /events: what was between `since` and now, then what comes, until `until`. Times in ms; undefined when not given. */
export function streamEvents(
  daemon: Daemon,
  since: number | undefined,
  until: number | undefined,
  filters: Filters,
): ByteStream {
  const { clock } = daemon.kernel;
  const matches = createMatcher(filters);
  const out = new ByteStream();
  const send = (message: EventMessage) => {
    if (matches(message)) out.push(encode(`${JSON.stringify(message)}\n`));
  };
  if (since !== undefined || until !== undefined) {
    // As to the engine, an end at the epoch is none.
    daemon.events.since(since ?? 0, until === 0 ? undefined : until).forEach(send);
  }
  const wait = until === undefined ? undefined : until - clock.now();
  if (wait !== undefined && wait <= 0) {
    out.end();
    return out;
  }
  const stop = daemon.events.subscribe(send);
  const finish = () => {
    stop();
    out.end();
  };
  const cancel = wait === undefined ? undefined : clock.schedule(wait, finish);
  out.onCancel(() => {
    cancel?.();
    finish();
  });
  return out;
}
