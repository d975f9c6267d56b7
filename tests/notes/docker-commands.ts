import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Flag {
  readonly name: string;
  readonly short: string | null;
  readonly type: string;
}
interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly flags: readonly Flag[];
}

const { commands } = JSON.parse(readFileSync(join(import.meta.dirname, '../transcripts/cli.json'), 'utf8')) as {
  readonly commands: readonly Command[];
};

/** Every command of the reference CLI, by each of its names: `docker ps`, `docker container ls`, … */
const BY_NAME = new Map(
  commands.flatMap((command) => [command.name, ...command.aliases].map((name) => [name, command])),
);
const COMMON = (BY_NAME.get('docker') as Command).flags;

/** What in a line of shell is no command or flag of Docker's CLI, as sentences. */
export function unknownWords(line: string): readonly string[] {
  return invocations(line).flatMap((words) => {
    const skipped = skipFlags(words, 1, COMMON);
    const path = ['docker', ...words.slice(skipped.next)];
    const depth = [4, 3, 2].find((count) => BY_NAME.has(path.slice(0, count).join(' ')));
    if (depth === undefined) return path[1] === undefined ? [] : [`no command: ${path.slice(0, 2).join(' ')}`];
    const name = path.slice(0, depth).join(' ');
    const command = BY_NAME.get(name) as Command;
    const { unknown } = skipFlags(path, depth, [...command.flags, { name: 'help', short: null, type: 'bool' }]);
    return [...skipped.unknown, ...unknown].map((flag) => `no flag of ${name}: ${flag}`);
  });
}

/** The words of each `docker …` in a line of shell. */
function invocations(line: string): readonly (readonly string[])[] {
  const flat = line
    .replaceAll(/\\\n\s*|\n(?=\s)/g, ' ')
    .replaceAll(/'[^']*'|"[^"]*"/g, (text) => text.replaceAll(/[\s;|&()]/g, '_'));
  return flat
    .split(/[;|&\n()]/)
    .map((part) => part.trim().split(/\s+/))
    .flatMap((words) => {
      const start = words.indexOf('docker');
      const before = words.slice(0, start);
      return start >= 0 && before.every((word) => /^(sudo|time|watch|[A-Z_]+=.*)$/.test(word))
        ? [words.slice(start)]
        : [];
    });
}

/** Reads flags from `from` to the first word that is none. */
function skipFlags(words: readonly string[], from: number, flags: readonly Flag[]) {
  const unknown: string[] = [];
  let next = from;
  for (; next < words.length; next++) {
    const word = words[next] ?? '';
    if (!/^-./.test(word) || word === '--') break;
    const found = word.startsWith('--') ? readLong(word, flags) : readShort(word, flags);
    if (found === undefined) unknown.push(word);
    else if (found.takesNext) next++;
  }
  return { unknown, next };
}

const takesValue = ({ type }: Flag): boolean => type !== 'bool';

function readLong(word: string, flags: readonly Flag[]): { takesNext: boolean } | undefined {
  const [name = ''] = word.slice(2).split('=');
  const flag = flags.find((known) => known.name === name);
  return flag && { takesNext: takesValue(flag) && !word.includes('=') };
}

/** `-it`, `-p80:80`, `-p 80:80`. */
function readShort(word: string, flags: readonly Flag[]): { takesNext: boolean } | undefined {
  for (const [index, letter] of [...word.slice(1)].entries()) {
    const flag = flags.find(({ short }) => short === letter);
    if (flag === undefined) return undefined;
    if (takesValue(flag)) return { takesNext: index === word.length - 2 };
  }
  return { takesNext: false };
}
