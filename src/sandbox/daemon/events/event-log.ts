import type { EventMessage, EventType } from '../../api/types/system.ts';
import type { Clock } from '../../kernel/clock.ts';
import { seconds } from '../time.ts';

/** Events that are kept for `--since`. @see moby daemon/events */
const KEPT = 256;

/** What all managers of a swarm tell alike. */
const CLUSTER: ReadonlySet<EventType> = new Set<EventType>(['node', 'service', 'secret', 'config']);

export class EventLog {
  readonly #clock: Clock;
  #events: { readonly at: number; readonly message: EventMessage }[] = [];
  readonly #listeners = new Set<(message: EventMessage) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  log(type: EventType, action: string, id: string, attributes: Readonly<Record<string, string>> = {}): void {
    const at = this.#clock.now();
    const sorted = Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
    const legacy = type === 'container' || type === 'image';
    const message: EventMessage = {
      ...(legacy && { status: action, id, ...(sorted['image'] !== undefined && { from: sorted['image'] }) }),
      Type: type,
      Action: action,
      Actor: { ID: id, Attributes: sorted },
      scope: CLUSTER.has(type) ? 'swarm' : 'local',
      time: seconds(at),
      timeNano: at * 1_000_000,
    };
    this.#events.push({ at, message });
    if (this.#events.length > KEPT) this.#events.shift();
    for (const listener of this.#listeners) listener(message);
  }

  /** Kept events from a time on, until another; both in ms. */
  since(from: number, until = Infinity): EventMessage[] {
    return this.#events.filter(({ at }) => at >= from && at <= until).map(({ message }) => message);
  }

  /** The answer ends the subscription. */
  subscribe(listener: (message: EventMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
