/** Ways through words. A word is a run of letters, digits and `_`, or of other signs; a Word is all between blanks. */

type Class = 'space' | 'word' | 'sign';

const isSpace = (character: string | undefined): boolean => character !== undefined && /[\s]/.test(character);

function classOf(character: string | undefined): Class {
  if (character === undefined || isSpace(character)) return 'space';
  return /\w/.test(character) ? 'word' : 'sign';
}

/** Over blanks and at most one end of a line: an empty line is a stop. */
function overSpace(text: string, at: number): number {
  let ends = 0;
  let place = at;
  while (place < text.length - 1 && isSpace(text[place])) {
    if (text[place] === '\n' && ++ends === 2) break;
    place++;
  }
  return place;
}

/** The last character of the run that a place is in. */
function runEnd(text: string, at: number): number {
  const kind = classOf(text[at]);
  let place = at;
  while (kind !== 'space' && place < text.length - 1 && classOf(text[place + 1]) === kind) place++;
  return place;
}

export function nextWord(text: string, at: number): number {
  const after = Math.min(runEnd(text, at) + 1, text.length - 1);
  return isSpace(text[after]) ? overSpace(text, after) : after;
}

export function nextBigWord(text: string, at: number): number {
  let place = at;
  while (place < text.length - 1 && !isSpace(text[place])) place++;
  return overSpace(text, place);
}

export function wordEnd(text: string, at: number): number {
  if (at + 1 > text.length - 1) return at;
  const next = overSpace(text, at + 1);
  return runEnd(text, next);
}

export function bigWordEnd(text: string, at: number): number {
  let place = isSpace(text[at + 1]) ? nextBigWord(text, at) : at;
  while (place < text.length - 1 && !isSpace(text[place + 1])) place++;
  return place;
}

/** Unlike other editors BusyBox stops at the end of the line above. */
export function wordStart(text: string, at: number): number {
  let place = at - 1;
  if (place < 0) return at;
  while (place > 0 && isSpace(text[place]) && text[place] !== '\n') place--;
  const kind = classOf(text[place]);
  while (kind !== 'space' && place > 0 && classOf(text[place - 1]) === kind) place--;
  return place;
}

export function bigWordStart(text: string, at: number): number {
  let place = at;
  if (isSpace(text[at - 1])) {
    let ends = 0;
    while (place > 0 && !isSpace(text[place])) place--;
    while (place > 0 && isSpace(text[place])) {
      if (text[place] === '\n' && ++ends === 2) break;
      place--;
    }
  }
  while (place > 0 && !isSpace(text[place - 1])) place--;
  return place;
}
