import type { Call } from '../tool/call.ts';
import { splitFormat } from './format.ts';

/** What the arguments of GNU's ps ask for. */
export interface Selection {
  all: boolean;
  /** Also those without a terminal, of the user's own. */
  bsdX: boolean;
  bsdA: boolean;
  pids: number[];
  ppids: number[];
  users: string[];
  commands: string[];
  terminals: string[];
  columns: { name: string; header: string | undefined }[] | undefined;
  format: 'short' | 'full' | 'long' | 'user' | 'jobs' | 'bsd';
  sort: string[];
  forest: boolean;
  noHeaders: boolean;
  invert: boolean;
  wide: boolean;
}

export const USAGE = `
Usage:
 ps [options]

 Try 'ps --help <simple|list|output|threads|misc|all>'
  or 'ps --help <s|l|o|t|m|a>'
 for additional help text.

For more details see ps(1).
`;

export async function readArguments(call: Call): Promise<Selection | undefined> {
  const selection: Selection = {
    all: false,
    bsdX: false,
    bsdA: false,
    pids: [],
    ppids: [],
    users: [],
    commands: [],
    terminals: [],
    columns: undefined,
    format: 'short',
    sort: [],
    forest: false,
    noHeaders: false,
    invert: false,
    wide: false,
  };
  const words = [...call.operands];
  const refuse = async (text: string) => {
    await call.process.err(`error: ${text}\n${USAGE}`);
    return undefined;
  };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word.startsWith('--')) {
      const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/.exec(word) ?? [];
      const argument = () => value ?? words.shift() ?? '';
      if (name === 'version') {
        await call.process.out('ps from procps-ng 4.0.2\n');
        call.process.exit(0);
      }
      if (name === 'help') {
        await call.process.out(USAGE);
        call.process.exit(0);
      }
      if (name === 'forest') selection.forest = true;
      else if (name === 'no-headers' || name === 'no-heading') selection.noHeaders = true;
      else if (name === 'headers') selection.noHeaders = false;
      else if (name === 'sort') selection.sort.push(...argument().split(','));
      else if (name === 'pid') selection.pids.push(...numbers(argument()));
      else if (name === 'ppid') selection.ppids.push(...numbers(argument()));
      else if (name === 'user' || name === 'User') selection.users.push(...argument().split(','));
      else if (name === 'format') (selection.columns ??= []).push(...splitFormat(argument()));
      else if (name === 'cols' || name === 'columns' || name === 'width') argument();
      else if (name === 'deselect') selection.invert = true;
      else return refuse('unknown gnu long option');
      continue;
    }
    const dashed = word.startsWith('-');
    const letters = dashed ? word.slice(1) : word;
    if (!dashed && /^\d+(,\d+)*$/.test(word)) {
      selection.pids.push(...numbers(word));
      selection.format = selection.format === 'short' ? 'bsd' : selection.format;
      continue;
    }
    for (let index = 0; index < letters.length; index++) {
      const letter = letters[index] ?? '';
      const argument = () => {
        const attached = letters.slice(index + 1);
        index = letters.length;
        return attached === '' ? (words.shift() ?? '') : attached;
      };
      if (!applyLetter(selection, letter, dashed, argument)) {
        return refuse(dashed ? 'unsupported SysV option' : 'unsupported option (BSD syntax)');
      }
    }
  }
  return selection;
}

const numbers = (text: string): number[] =>
  text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map(Number);

/** @returns false for a letter that isn't known */
function applyLetter(selection: Selection, letter: string, dashed: boolean, argument: () => string): boolean {
  switch (dashed ? letter : `bsd ${letter}`) {
    case 'e':
    case 'A':
      selection.all = true;
      return true;
    case 'a':
    case 'd':
      selection.bsdA = true;
      selection.all ||= letter === 'd';
      return true;
    case 'f':
    case 'F':
      selection.format = 'full';
      return true;
    case 'l':
      selection.format = 'long';
      return true;
    case 'j':
      selection.format = 'jobs';
      return true;
    case 'H':
    case 'bsd f':
      selection.forest = true;
      return true;
    case 'N':
      selection.invert = true;
      return true;
    case 'w':
    case 'bsd w':
    case 'y':
    case 'c':
    case 'bsd c':
    case 'bsd e':
    case 'L':
    case 'T':
      selection.wide = letter === 'w' ? true : selection.wide;
      return letter !== 'L' && letter !== 'T';
    case 'bsd a':
      selection.bsdA = true;
      if (selection.format === 'short') selection.format = 'bsd';
      return true;
    case 'bsd x':
    case 'x':
      selection.bsdX = true;
      if (selection.format === 'short') selection.format = 'bsd';
      return true;
    case 'bsd u':
      selection.format = 'user';
      return true;
    case 'bsd l':
      selection.format = 'long';
      return true;
    case 'bsd j':
      selection.format = 'jobs';
      return true;
    case 'bsd h':
    case 'h':
      selection.noHeaders = true;
      return true;
    case 'o':
    case 'bsd o':
    case 'O':
      (selection.columns ??= []).push(...splitFormat(argument()));
      return true;
    case 'p':
    case 'bsd p':
    case 'q':
      selection.pids.push(...numbers(argument()));
      return true;
    case 'u':
    case 'U':
    case 'bsd U':
      selection.users.push(...argument().split(','));
      return true;
    case 'C':
      selection.commands.push(...argument().split(','));
      return true;
    case 't':
    case 'bsd t':
      selection.terminals.push(...argument().split(','));
      return true;
    default:
      return false;
  }
}
