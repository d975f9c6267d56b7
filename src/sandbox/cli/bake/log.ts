import type { BuildEvent } from '../../api/types/build.ts';

/** What a target reads; the same text for the same files. */
export interface Sources {
  readonly context: string;
  readonly dockerfile: string;
}

type Told = Extract<BuildEvent, { vertex: number }>;

/** Makes one log of the builds of several targets: what two of them have in common is told once. */
export class BakeLog {
  readonly #several: boolean;
  readonly #told = new Set<string>();
  #last: number;

  /** @param several steps carry the name of their target then. @param before steps that the log has already */
  constructor(several: boolean, before: number) {
    this.#several = several;
    this.#last = before;
  }

  /** The number of a step of the bake itself. */
  next(): number {
    return ++this.#last;
  }

  /**
   * The events of one target as the log shows them.
   *
   * @param sources tells apart what steps of the same name read: the target's context and Dockerfile
   */
  of(name: string, sources: Sources): (event: BuildEvent) => readonly BuildEvent[] {
    const numbers = new Map<number, number>();
    const hidden = new Set<number>();
    const held = new Map<number, Told & { type: 'start' }>();
    const shown = (event: Told): readonly BuildEvent[] => {
      if (hidden.has(event.vertex)) return [];
      if (event.type === 'start') {
        held.set(event.vertex, event);
        return [];
      }
      const start = held.get(event.vertex);
      if (start === undefined) return [this.#moved(event, numbers)];
      held.delete(event.vertex);
      const key = keyOf(start.name, sources);
      const isKnown = this.#told.has(key);
      if (isKnown && (isSource(start.name) || (event.type === 'end' && event.cached === true))) {
        hidden.add(event.vertex);
        return [];
      }
      this.#told.add(key);
      const begun = this.#moved({ ...start, name: this.#several ? renamed(start.name, name) : start.name }, numbers);
      return [begun, this.#moved(event, numbers)];
    };
    return (event) => ('vertex' in event ? shown(event) : [event]);
  }

  #moved<Event extends Told>(event: Event, numbers: Map<number, number>): Event {
    const vertex = numbers.get(event.vertex) ?? this.next();
    numbers.set(event.vertex, vertex);
    return { ...event, vertex };
  }
}

/** What is read or looked up before the steps, and what they start from. */
const isSource = (name: string): boolean => name.startsWith('[internal]') || /^\[[^\]]*\] FROM /.test(name);

/** The same for steps that do the same. */
function keyOf(name: string, { context, dockerfile }: Sources): string {
  const text = name.replace(/^\[(?!internal)[^\]]*\] /, '');
  if (text.startsWith('[internal] load metadata') || text.startsWith('FROM ')) return text;
  return text.startsWith('[internal] load build definition') ? `${text}\n${dockerfile}` : `${text}\n${context}`;
}

export const renamed = (step: string, target: string): string =>
  step.startsWith('[') ? `[${target} ${step.slice(1)}` : `[${target}] ${step}`;
