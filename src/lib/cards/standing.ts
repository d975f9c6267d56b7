import { dayOf, LOCAL, type Offset } from './clock.ts';
import type { CardEvent } from './event.ts';
import { newMemory, review, type Memory } from './schedule.ts';

type Reviewed = Extract<CardEvent, { kind: 'review' }>;

/** How a reader stands with a card. */
export interface Standing {
  readonly card: string;
  /** Undefined until the first review. */
  readonly memory: Memory | undefined;
  readonly reviews: readonly Reviewed[];
  readonly suspended: boolean;
  /** The day on which it was buried. */
  readonly buried: number | undefined;
  /** Time of the newest event of the card, ms. */
  readonly last: number;
}

export interface Standings {
  /** In the order in which they were added. */
  readonly cards: ReadonlyMap<string, Standing>;
  readonly newADay: number;
  /** What was not taken back, in the order of time. */
  readonly events: readonly CardEvent[];
}

export const DEFAULT_NEW = 10;

/** Counts the whole log anew, so that merged logs need no rule of their own. @param log in the order of time */
export function standingsOf(log: readonly CardEvent[], offset: Offset = LOCAL): Standings {
  const undone = new Set(log.flatMap((event) => (event.kind === 'undo' ? [event.of] : [])));
  const events = log.filter(({ id, kind }) => kind !== 'undo' && !undone.has(id));
  const cards = new Map<string, Standing>();
  let newADay = DEFAULT_NEW;
  const change = (card: string, at: number, changes: Partial<Standing>): void => {
    const before = cards.get(card) ?? FRESH;
    cards.set(card, { ...before, ...changes, card, last: Math.max(before.last, at) });
  };
  for (const event of events) {
    const { at } = event;
    switch (event.kind) {
      case 'add':
        for (const card of event.cards) change(card, at, {});
        break;
      case 'review': {
        const { memory = newMemory(at), reviews } = cards.get(event.card) ?? FRESH;
        change(event.card, at, { memory: review(memory, at, event.rating), reviews: [...reviews, event] });
        break;
      }
      case 'suspend':
      case 'resume':
        change(event.card, at, { suspended: event.kind === 'suspend' });
        break;
      case 'bury':
        change(event.card, at, { buried: dayOf(at, offset) });
        break;
      case 'new-a-day':
        newADay = event.count;
        break;
      case 'undo':
        break;
    }
  }
  return { cards, newADay, events };
}

const FRESH: Standing = { card: '', memory: undefined, reviews: [], suspended: false, buried: undefined, last: 0 };

/** What `undo` takes back: the newest review, suspension or burial of the day. */
export function undoable({ events }: Standings, now: number, offset: Offset = LOCAL): CardEvent | undefined {
  const last = events.findLast(({ kind }) => kind === 'review' || kind === 'suspend' || kind === 'bury');
  return last !== undefined && dayOf(last.at, offset) >= dayOf(now, offset) ? last : undefined;
}
