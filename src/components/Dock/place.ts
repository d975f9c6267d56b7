import { recall, remember } from '../../sandbox/ui/remembered.ts';

/** Where the open dock lies. */
export type Place = 'below' | 'beside';

/** Beside the text there must be room for both. */
const ROOM = matchMedia('(min-width: 64rem)');
/** So wide a window has room for the text, its sidebar and the terminal. */
const WIDE = matchMedia('(min-width: 100rem)');

let chosen: Place | undefined = asPlace(recall('dock'));

/** The reader's choice where there is room for it; without one, beside the text in a wide window. */
export function placeNow(): Place {
  if (!ROOM.matches) return 'below';
  return chosen ?? (WIDE.matches ? 'beside' : 'below');
}

export function choosePlace(place: Place): void {
  chosen = place;
  remember('dock', place);
}

export function onRoomChange(listener: () => void): void {
  for (const query of [ROOM, WIDE]) query.addEventListener('change', listener);
}

function asPlace(text: string | undefined): Place | undefined {
  return text === 'below' || text === 'beside' ? text : undefined;
}
