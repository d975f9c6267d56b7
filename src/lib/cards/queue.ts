import { dayOf, LOCAL, MINUTE, type Offset } from './clock.ts';
import { isLearning } from './schedule.ts';
import type { Standing, Standings } from './standing.ts';

/** Today's work, in its order: what is being learnt and is due, what is due today, what is new. */
export interface Queue {
  readonly learning: readonly Standing[];
  readonly due: readonly Standing[];
  readonly fresh: readonly Standing[];
  /** Being learnt and due within the day, but not yet. */
  readonly later: readonly Standing[];
}

/** A card that is due so soon is shown rather than nothing. */
const AHEAD = 20 * MINUTE;

/** @param known whether this build has the card; others wait until it does. */
export function queueOf(
  { cards, newADay }: Standings,
  now: number,
  known: (card: string) => boolean,
  offset: Offset = LOCAL,
): Queue {
  const today = dayOf(now, offset);
  const open = [...cards.values()].filter(
    ({ card, suspended, buried }) => known(card) && !suspended && buried !== today,
  );
  const seen = open.filter(({ memory }) => memory !== undefined).toSorted((a, b) => dueTime(a) - dueTime(b));
  const learning = seen.filter(({ memory }) => memory !== undefined && isLearning(memory));
  const startedToday = [...cards.values()].filter(
    ({ reviews: [first] }) => first !== undefined && dayOf(first.at, offset) === today,
  ).length;
  return {
    learning: learning.filter((standing) => dueTime(standing) <= now),
    later: learning.filter((standing) => dueTime(standing) > now && dayOf(dueTime(standing), offset) <= today),
    due: seen.filter((standing) => !learning.includes(standing) && dayOf(dueTime(standing), offset) <= today),
    fresh: open.filter(({ memory }) => memory === undefined).slice(0, Math.max(0, newADay - startedToday)),
  };
}

/** The card to show now; undefined when nothing is left for now. */
export function nextOf({ learning, due, fresh, later }: Queue, now: number): Standing | undefined {
  const [soon] = later;
  return learning[0] ?? due[0] ?? fresh[0] ?? (soon && dueTime(soon) <= now + AHEAD ? soon : undefined);
}

export const dueTime = ({ memory }: Standing): number => memory?.due.getTime() ?? Number.POSITIVE_INFINITY;
