import { ankiText } from '../../lib/cards/anki.ts';
import type { Card } from '../../lib/cards/card.ts';
import { CardsFileError, formatCards, newEvents, parseCards } from '../../lib/cards/file.ts';
import type { Study } from './study.ts';

/** Gives the reader a file. */
export function download(name: string, text: string, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const today = (): string => new Date().toISOString().slice(0, 10);

export const exportCards = (study: Study): void =>
  download(`drydock-cards-${today()}.json`, formatCards(study.log, Date.now()), 'application/json');

/** @returns a sentence for the reader; a file that can't be read changes nothing. */
export async function importCards(study: Study, file: File): Promise<string> {
  try {
    const added = newEvents(study.log, parseCards(await file.text()));
    await study.merge(added);
    const ahead = added.filter(({ at }) => at > Date.now()).length;
    const future = ahead > 0 ? ` ${ahead} of them lie in the future: the clock was wrong there, or is wrong here.` : '';
    return added.length === 0
      ? 'The file holds nothing that is not here already.'
      : `Imported: ${added.length} ${added.length === 1 ? 'entry' : 'entries'}, merged with yours.${future}`;
  } catch (cause) {
    if (cause instanceof CardsFileError) return `${cause.message} Nothing was changed.`;
    if (cause instanceof DOMException) return 'The file could not be read. Nothing was changed.';
    throw cause;
  }
}

export function exportToAnki(cards: readonly Card[], base: string): void {
  const address = new URL(base, location.href).href.replace(/\/$/, '');
  download(`drydock-anki-${today()}.txt`, ankiText(cards, address), 'text/plain;charset=utf-8');
}
