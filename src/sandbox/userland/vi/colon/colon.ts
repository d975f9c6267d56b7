import { AddressError, type Lines, readLines } from '../address.ts';
import type { Editor } from '../editor.ts';
import type { Files } from '../files.ts';
import { firstWord, lineNumber, startOfLine } from '../lines.ts';
import { changeSetting, showSettings } from '../settings.ts';
import { substitute } from '../substitute.ts';
import type { ColonCall, ColonCommand } from './call.ts';
import * as files from './files.ts';
import { list, remove, yank } from './lines.ts';
import { features, shell } from './shell.ts';

/** Names as BusyBox shortens them: so much of one is enough. */
const COMMANDS: readonly (readonly [least: string, name: string, run: ColonCommand])[] = [
  ['d', 'delete', remove],
  ['e', 'edit', files.open],
  ['fea', 'features', features],
  ['f', 'file', files.rename],
  ['l', 'list', list],
  ['n', 'next', files.next],
  ['p', 'prev', files.previous],
  ['q', 'quit', files.quit],
  ['r', 'read', files.read],
  ['rew', 'rewind', files.rewind],
  ['se', 'set', set],
  ['s', 's', ({ editor, lines, words }) => substitute(editor, lines, words)],
  ['ve', 'version', ({ editor }) => void (editor.message = VERSION)],
  ['w', 'write', files.write],
  ['wq', 'wq', files.writeAndQuit],
  ['wn', 'wn', files.writeAndNext],
  ['x', 'xit', files.writeChangedAndQuit],
  ['y', 'yank', yank],
];
const VERSION = '1.38.0';

/** Does what was typed after a colon. */
export const createColon =
  (named: Files) =>
  async (editor: Editor, line: string): Promise<void> => {
    let lines: Lines;
    let rest: string;
    try {
      [lines, rest] = readLines(editor, line);
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      editor.message = error.message;
      return;
    }
    const words = rest.trim();
    if (words === '') return go(editor, lines);
    if (words === '=')
      return void (editor.message = `${lines.given ? lines.to : lineNumber(editor.buffer.text, editor.buffer.cursor)}`);
    if (words.startsWith('!')) return shell(editor, words.slice(1));
    const [, name = '', bang = '', left = ''] = /^([A-Za-z]*)(!?)(.*)$/.exec(words) ?? [];
    const found = /^s[^a-z]/.test(words) ? COMMANDS.find(([, full]) => full === 's') : commandOf(name);
    if (found === undefined) return editor.refuse(`'${words}' is not implemented`);
    const isSubstitution = found[1] === 's';
    await found[2]({
      editor,
      files: named,
      lines,
      name: found[1],
      force: bang === '!' && !isSubstitution,
      words: isSubstitution ? words.slice(1) : left.trim(),
    });
  };

const commandOf = (name: string) =>
  COMMANDS.find(([least, full]) => name.startsWith(least) && full.startsWith(name) && name !== '');

function go({ buffer }: Editor, lines: Lines): void {
  if (lines.given) buffer.cursor = firstWord(buffer.text, startOfLine(buffer.text, lines.to));
}

function set({ editor, words }: ColonCall): void {
  if (words === '' || words === 'all') {
    editor.message = showSettings(editor.settings);
    return;
  }
  for (const word of words.split(/\s+/)) {
    if (!changeSetting(editor.settings, word)) return editor.refuse(`bad option: ${word}`);
  }
}
