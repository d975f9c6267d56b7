import { decodingFailed } from './values.ts';

/**
 * Cuts a command line into words. Nothing is expanded; what a shell would run in its place, `` `date` `` and `$(date)`,
 * stays one word with its signs, and what would end the command ends the words.
 *
 * @see github.com/mattn/go-shellwords, which Compose uses
 */
export function splitCommand(where: string, line: string): string[] {
  const words: string[] = [];
  let word = '';
  let isWord = false;
  let inside: '' | '"' | "'" | '`' | '(' = '';
  const letters = [...line];
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as string;
    if (letter === '\\' && inside !== "'") {
      at++;
      if (at === letters.length) throw invalid(where);
      word += letters[at];
      isWord = true;
      continue;
    }
    if (/[ \t\r\n]/.test(letter)) {
      if (inside !== '') word += letter;
      else if (isWord) {
        words.push(word);
        word = '';
        isWord = false;
      }
      continue;
    }
    if ((letter === '"' || letter === "'") && (inside === '' || inside === letter)) {
      if (inside === letter) isWord = true;
      inside = inside === '' ? letter : '';
      continue;
    }
    if (letter === '`' && (inside === '' || inside === '`')) inside = inside === '' ? '`' : '';
    else if (letter === ')' && (inside === '' || inside === '(')) inside = inside === '' ? '(' : '';
    else if (letter === '(' && (inside === '' || inside === '(')) {
      if (inside === '(' || !word.endsWith('$')) throw invalid(where);
      inside = '(';
    } else if (inside === '' && ';&|<>'.includes(letter)) {
      // The number of what is redirected is no word.
      if (letter === '>' && /^\d/.test(word)) isWord = false;
      break;
    }
    isWord = true;
    word += letter;
  }
  if (inside !== '') throw invalid(where);
  if (isWord) words.push(word);
  return words;
}

const invalid = (where: string) => decodingFailed(where, 'invalid command line string');
