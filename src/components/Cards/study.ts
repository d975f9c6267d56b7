import type { Card } from '../../lib/cards/card.ts';
import { stampOf } from '../../lib/cards/clock.ts';
import { mergeEvents, type CardEvent } from '../../lib/cards/event.ts';
import { standingsOf, type Standings } from '../../lib/cards/standing.ts';
import { randomId } from './random-id.ts';
import { openEventStore, StoreError, type StoreTrouble, type Synced } from './event-store.ts';

/** What an event says, before it has an id and a time. */
export type Deed = CardEvent extends infer Event ? (Event extends CardEvent ? Omit<Event, 'id' | 'at'> : never) : never;

export type StudyNews = 'changed' | 'cleared' | 'erased' | StoreTrouble;

/** The reader's cards in this page: in memory, kept in the browser where it lets us, and told to other tabs. */
export interface Study {
  readonly standings: Standings;
  readonly log: readonly CardEvent[];
  /** Why nothing is kept; undefined while it is. */
  readonly trouble: StoreTrouble | undefined;
  /** Resolves when it is kept, or when it is clear that it isn't: then it stays in memory. */
  do(...deeds: readonly Deed[]): Promise<void>;
  /** Takes in events of a file. */
  merge(events: readonly CardEvent[]): Promise<void>;
  erase(): Promise<void>;
}

const CHANNEL = 'drydock:cards';

/** @param tell hears what this or another tab changed, and what went wrong */
export async function openStudy(tell: (news: StudyNews) => void): Promise<Study> {
  const store = openEventStore();
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL);
  let log: readonly CardEvent[] = [];
  let standings = standingsOf(log);
  let trouble: StoreTrouble | undefined;
  let last: Promise<void> = Promise.resolve();

  const hold = (events: readonly CardEvent[]): void => {
    log = mergeEvents(events, []);
    standings = standingsOf(log);
  };

  /** One write after the other, each in a transaction of its own. */
  function keep(added: readonly CardEvent[]): Promise<void> {
    hold([...log, ...added]);
    last = last.then(async () => {
      let synced: Synced;
      try {
        synced = await store.sync(log, added);
      } catch (cause) {
        if (!(cause instanceof StoreError)) throw cause;
        trouble = cause.trouble;
        return tell(trouble);
      }
      trouble = undefined;
      hold(synced.found === 'erased' ? synced.events : [...log, ...synced.events]);
      if (added.length > 0) channel?.postMessage('changed');
      tell(synced.found === 'same' ? 'changed' : synced.found);
    });
    return last;
  }

  channel?.addEventListener('message', () => void keep([]));
  // A page from the back/forward cache may have missed what other tabs told.
  addEventListener('pageshow', ({ persisted }) => persisted && void keep([]));
  await keep([]);

  return {
    get standings() {
      return standings;
    },
    get log() {
      return log;
    },
    get trouble() {
      return trouble;
    },
    do: (...deeds) => keep(deeds.map((deed) => stamped(deed, standings))),
    merge: (events) => keep(events),
    async erase() {
      await last;
      try {
        await store.erase();
      } catch (cause) {
        if (!(cause instanceof StoreError)) throw cause;
        trouble = cause.trouble;
      }
      hold([]);
      channel?.postMessage('erased');
      tell(trouble ?? 'erased');
    },
  };
}

function stamped(deed: Deed, { cards }: Standings): CardEvent {
  const last = 'card' in deed ? cards.get(deed.card)?.last : undefined;
  return { ...deed, id: randomId(), at: stampOf(Date.now(), last) };
}

/** Every card of this build by its id. @throws {TypeError} where the network fails */
export async function loadDeck(url: string): Promise<ReadonlyMap<string, Card>> {
  const answer = await fetch(url);
  if (!answer.ok) throw new TypeError(`${url}: ${answer.status}`);
  const cards = (await answer.json()) as readonly Card[];
  return new Map(cards.map((card) => [card.id, card]));
}
