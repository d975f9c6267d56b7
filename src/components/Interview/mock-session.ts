import type { Level } from '../../lib/questions/levels.ts';
import { RATINGS, type Rating } from '../../lib/questions/ratings.ts';

/** A question with all that is shown of it. Texts have code between backticks. */
export interface MockQuestion {
  readonly id: string;
  readonly topic: { readonly id: string; readonly title: string };
  readonly level: Level;
  readonly q: string;
  readonly short: string;
  readonly deeper: string;
  readonly wrong: string;
  readonly why: string;
  readonly next: string;
  readonly note: { readonly title: string; readonly url: string };
}

/** An interview as it is kept over a reload. */
export interface MockSession {
  /** When it began, ms since 1970. */
  readonly started: number;
  /** Ids of the questions in the order in which they are asked. */
  readonly asked: readonly string[];
  /** Of the questions from the first on; the next one is open. */
  readonly ratings: readonly Rating[];
  /** Whether the answer of the open question shows. */
  readonly shown: boolean;
  readonly ended: boolean;
  /** When its time is up, ms since 1970. */
  readonly until: number;
}

/** Questions of a topic that were not answered well. */
export interface Gap {
  readonly topic: string;
  readonly answered: number;
  readonly questions: readonly MockQuestion[];
}

/** @returns the list in another order. @param random 0 up to 1. */
export function shuffled<Thing>(things: readonly Thing[], random: () => number): Thing[] {
  return things
    .map((thing) => ({ thing, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ thing }) => thing);
}

/** @returns the interview after a rating; it ends with the last question, or when its time is up. */
export function rate(session: MockSession, rating: Rating, now: number): MockSession {
  const ratings = [...session.ratings, rating];
  return { ...session, ratings, shown: false, ended: ratings.length >= session.asked.length || now >= session.until };
}

/** @returns topics with something missed, those with most of it first. */
export function gapsOf({ asked, ratings }: MockSession, known: ReadonlyMap<string, MockQuestion>): Gap[] {
  const topics = new Map<string, { answered: number; questions: MockQuestion[] }>();
  for (const [index, rating] of ratings.entries()) {
    const question = known.get(asked[index] ?? '');
    if (question === undefined) continue;
    const topic = topics.get(question.topic.title) ?? { answered: 0, questions: [] };
    topic.answered += 1;
    if (rating !== 'good') topic.questions.push(question);
    topics.set(question.topic.title, topic);
  }
  return [...topics]
    .map(([topic, gap]) => ({ topic, ...gap }))
    .filter(({ questions }) => questions.length > 0)
    .toSorted((a, b) => b.questions.length - a.questions.length);
}

/** Reads a kept interview. @returns undefined when it is of another site, broken, or asks what is no longer there. */
export function readSession(text: string | null, known: ReadonlyMap<string, MockQuestion>): MockSession | undefined {
  if (text === null) return undefined;
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { started, asked, ratings, shown, ended, until } = kept as Partial<Record<keyof MockSession, unknown>>;
  const whole =
    Array.isArray(asked) &&
    asked.length > 0 &&
    asked.every((id: unknown) => typeof id === 'string' && known.has(id)) &&
    Array.isArray(ratings) &&
    ratings.length <= asked.length &&
    ratings.every((rating: unknown) => RATINGS.includes(rating as Rating)) &&
    typeof shown === 'boolean' &&
    typeof ended === 'boolean' &&
    (ended || ratings.length < asked.length) &&
    typeof started === 'number' &&
    typeof until === 'number';
  return whole ? { started, asked: asked as string[], ratings: ratings as Rating[], shown, ended, until } : undefined;
}
