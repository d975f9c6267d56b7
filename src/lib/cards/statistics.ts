import { dayOf, LOCAL, type Offset } from './clock.ts';
import { dueTime } from './queue.ts';
import { isReview } from './schedule.ts';
import type { Standings } from './standing.ts';

export interface Statistics {
  /** Cards by how they stand. */
  readonly added: number;
  readonly fresh: number;
  readonly learnt: number;
  readonly suspended: number;
  readonly reviews: number;
  /** Cards due today (with those overdue) and on each of the next days. */
  readonly forecast: readonly number[];
  /** Share of the reviews of cards that came after days which were not "again"; undefined without any. */
  readonly retention: { readonly kept: number; readonly of: number } | undefined;
  /** Reviews on each of the last days, the last is today. */
  readonly heat: readonly number[];
  /** Number of today's day. */
  readonly today: number;
}

const FORECAST_DAYS = 14;
/** Whole weeks of the heat map. */
const HEAT_DAYS = 26 * 7;

export function statisticsOf(standings: Standings, now: number, offset: Offset = LOCAL): Statistics {
  const today = dayOf(now, offset);
  const cards = [...standings.cards.values()];
  const forecast = Array.from({ length: FORECAST_DAYS }, () => 0);
  const heat = Array.from({ length: HEAT_DAYS }, () => 0);
  for (const standing of cards) {
    if (standing.suspended || standing.memory === undefined) continue;
    add(forecast, Math.max(0, dayOf(dueTime(standing), offset) - today));
  }
  let kept = 0;
  let of = 0;
  for (const { reviews } of cards) {
    let previous: number | undefined;
    for (const { at, rating } of reviews) {
      const day = dayOf(at, offset);
      add(heat, HEAT_DAYS - 1 - (today - day));
      if (previous !== undefined && day > previous) {
        of += 1;
        if (rating > 1) kept += 1;
      }
      previous = day;
    }
  }
  return {
    added: cards.length,
    fresh: cards.filter(({ memory }) => memory === undefined).length,
    learnt: cards.filter(({ memory }) => memory !== undefined && isReview(memory)).length,
    suspended: cards.filter(({ suspended }) => suspended).length,
    reviews: cards.reduce((sum, { reviews }) => sum + reviews.length, 0),
    forecast,
    retention: of === 0 ? undefined : { kept, of },
    heat,
    today,
  };
}

function add(days: number[], index: number): void {
  if (days[index] !== undefined) days[index] += 1;
}
