import { RegexError } from '../text/posix-regex.ts';
import type { Lines } from './address.ts';
import type { Editor } from './editor.ts';
import { expressionOf } from './find.ts';
import { firstWord, lineEnd, nextLine, startOfLine } from './lines.ts';

/** `:s/old/new/g`: old is a basic regular expression; of the signs in new only \1 to \9 mean something. */
export function substitute(editor: Editor, lines: Lines, words: string): void {
  const [old, fresh, flags] = partsOf(words);
  if (old === undefined || fresh === undefined) return editor.refuse(':s expression missing delimiters');
  const pattern = old === '' ? editor.pattern?.text : old;
  if (pattern === undefined) return editor.refuse('No previous search');
  try {
    const done = replaceAll(
      editor,
      lines,
      expressionOf(pattern, editor.settings.ignorecase),
      fresh,
      flags.includes('g'),
    );
    editor.pattern = { text: pattern, forward: true };
    if (done.matches === 0) editor.message = 'No match';
    else if (done.matches > 1) editor.message = `${done.matches} substitutions on ${done.lines} lines`;
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    editor.refuse(':s bad search pattern');
  }
}

/** Its parts between the sign that it begins with; a backslash takes that sign's meaning away. */
function partsOf(words: string): [old: string | undefined, fresh: string | undefined, flags: string] {
  const sign = words.charAt(0);
  const parts: string[] = [''];
  for (let at = 1; at < words.length; at++) {
    const character = words.charAt(at);
    if (character === '\\' && at + 1 < words.length) {
      const next = words.charAt(++at);
      parts.push(`${parts.pop() ?? ''}${next === sign ? '' : '\\'}${next}`);
    } else if (character === sign && parts.length < 3) parts.push('');
    else parts.push((parts.pop() ?? '') + character);
  }
  return [parts[0], parts[1], parts[2] ?? ''];
}

function replaceAll(
  { buffer }: Editor,
  { from, to }: Lines,
  expression: RegExp,
  fresh: string,
  all: boolean,
): { matches: number; lines: number } {
  const done = { matches: 0, lines: 0 };
  let start: number | undefined = startOfLine(buffer.text, from);
  for (let line = from; line <= to && start !== undefined; line++, start = nextLine(buffer.text, start)) {
    const text = buffer.text.slice(start, lineEnd(buffer.text, start));
    const matches = [...text.matchAll(expression)].slice(0, all ? undefined : 1);
    let moved = 0;
    for (const match of matches) {
      const at = start + match.index + moved;
      const inserted = filled(fresh, match);
      buffer.remove(at, at + match[0].length, done.matches > 0);
      buffer.insert(at, inserted, done.matches > 0 || match[0] !== '');
      moved += inserted.length - match[0].length;
      done.matches++;
    }
    if (matches.length === 0) continue;
    done.lines++;
    buffer.cursor = firstWord(buffer.text, start);
  }
  return done;
}

/** What is put in for a match. */
const filled = (fresh: string, match: RegExpMatchArray): string =>
  fresh.replace(/\\(.)/g, (_, sign: string) => (/[0-9]/.test(sign) ? (match[Number(sign)] ?? '') : sign));
