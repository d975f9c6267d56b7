import { ApiError } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import type { EventMessage } from '../../api/types/system.ts';
import { encode } from '../../kernel/bytes.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { matchesLabels } from '../container/list-filter.ts';
import type { Daemon } from '../daemon.ts';
import { findContainer } from '../container/find.ts';

/** @see moby daemon/events/filter.go */
function createMatcher(daemon: Daemon, filters: Filters): (message: EventMessage) => boolean {
  const any = (key: string, test: (value: string) => boolean): boolean => {
    const values = filters.get(key) ?? [];
    return values.length === 0 || values.some(test);
  };
  const fullId = (value: string) => {
    try {
      return findContainer(daemon, value).id;
    } catch (error) {
      if (error instanceof ApiError) return value;
      throw error;
    }
  };
  const is = (type: string, message: EventMessage) => (value: string) => {
    if (message.Type !== type) return type !== 'container' && message.Actor.Attributes[type] === value;
    const { ID, Attributes } = message.Actor;
    return (
      ID === value ||
      (value !== '' && ID.startsWith(value)) ||
      (Attributes['name'] ?? '').startsWith(value) ||
      ID === fullId(value)
    );
  };
  return (message) => {
    const { Type, Action, Actor } = message;
    const [verb = ''] = Action.split(':', 1);
    return (
      any('event', (value) => Action === value || verb === value || Action.startsWith(`${value}:`)) &&
      any('type', (value) => Type === value) &&
      any('scope', (value) => value === 'local') &&
      any('daemon', (value) => [daemon.state.id, daemon.machine.hostname].includes(value)) &&
      any('container', is('container', message)) &&
      any('image', (value) => imageMatches(message, value)) &&
      any('volume', is('volume', message)) &&
      any('network', is('network', message)) &&
      matchesLabels(Actor.Attributes, filters.get('label') ?? [])
    );
  };
}

/** By id, name or repository, of image events and of containers of that image. */
function imageMatches({ Type, Actor }: EventMessage, value: string): boolean {
  const shown = Type === 'image' ? [Actor.ID, Actor.Attributes['name'] ?? ''] : [Actor.Attributes['image'] ?? ''];
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
  const matches = createMatcher(daemon, filters);
  const out = new ByteStream();
  const send = (message: EventMessage) => {
    if (matches(message)) out.push(encode(`${JSON.stringify(message)}\n`));
  };
  if (since !== undefined) daemon.events.since(since, until).forEach(send);
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
