import { commandList, type ListedCommand, type ListedFlag } from './command-list.ts';
import { shellWords, type ShellWord } from './shell-words.ts';

/** A line with the flags of its docker commands in one letter, and spelled out. */
export interface FlagForms {
  readonly short: string;
  readonly long: string;
}

/** @returns both forms of a line; the same twice where no flag has another spelling. */
export function flagForms(line: string, commands: readonly ListedCommand[] = commandList()): FlagForms {
  return { short: rewrite(line, commands, shorten), long: rewrite(line, commands, spellOut) };
}

/** A flag as it was written: its letters or its name, and the value that is glued to it. */
interface Written {
  readonly flags: readonly ListedFlag[];
  /** `20` of `-n20` and of `--tail=20`. */
  readonly value?: string;
}

/** @returns what stands in place of the flag. */
type Rewrite = (written: Written) => string;

const shortOf = ({ spellings }: ListedFlag): string | undefined => spellings.find((one) => !one.startsWith('--'));

const spellOut: Rewrite = ({ flags, value }) =>
  flags.map(({ long }) => `--${long}`).join(' ') + (value === undefined ? '' : ` ${value}`);

const shorten: Rewrite = ({ flags, value }) => {
  const letters = `-${flags.map((flag) => shortOf(flag)?.slice(1) ?? '').join('')}`;
  return value === undefined ? letters : `${letters} ${value}`;
};

function rewrite(line: string, commands: readonly ListedCommand[], form: Rewrite): string {
  let result = '';
  let at = 0;
  const all = shellWords(line).flatMap((words) => changes(words, commands, form));
  for (const { start, end, text } of all.sort((a, b) => a.start - b.start)) {
    result += line.slice(at, start) + text;
    at = end;
  }
  return result + line.slice(at);
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function changes(words: readonly ShellWord[], commands: readonly ListedCommand[], form: Rewrite): Change[] {
  const found = commands
    .flatMap((command) => command.paths.map((path) => ({ command, path: path.split(' ') })))
    .filter(({ path }) => path.every((word, index) => words[index]?.text === word))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (found === undefined) return [];
  const { command, path } = found;
  const made: Change[] = [];
  for (let index = path.length; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined || word.text === '--') break;
    if (!/^-./.test(word.text)) {
      if (!command.interspersed) break; // what follows belongs to the container
      continue;
    }
    const written = read(word.text, command);
    if (written === undefined) continue;
    if (takesNext(written)) index += 1;
    if (stays(written)) continue;
    const last = made.at(-1);
    const cluster = { ...word, text: form(written) };
    // `--interactive --tty` side by side become `-it`.
    if (last !== undefined && joins(last, cluster, written))
      made[made.length - 1] = { start: last.start, end: word.end, text: last.text + cluster.text.slice(1) };
    else made.push(cluster);
  }
  return made;
}

/** A flag of one spelling, or an old one that is in no help. */
const stays = ({ flags }: Written): boolean => flags.some((flag) => flag.hidden || shortOf(flag) === undefined);
const isSwitch = ({ flags, value }: Written): boolean =>
  value === undefined && flags.every(({ type }) => type === 'bool');
const takesNext = (written: Written): boolean => written.value === undefined && !isSwitch(written);

/** Only switches of one letter with one blank between them. */
const joins = (last: Change, next: Change, written: Written): boolean =>
  isSwitch(written) && next.start === last.end + 1 && /^-\w+$/.test(last.text) && /^-\w$/.test(next.text);

/** @returns undefined for a flag that stays as it is: unknown, or a switch with a value as `--rm=false`. */
function read(word: string, { flags }: ListedCommand): Written | undefined {
  const known = (spelling: string): ListedFlag | undefined =>
    flags.find(({ spellings }) => spellings.includes(spelling));
  if (word.startsWith('--')) {
    const [name = '', ...rest] = word.split('=');
    const flag = known(name);
    if (flag === undefined) return undefined;
    if (rest.length === 0) return { flags: [flag] };
    return flag.type === 'bool' ? undefined : { flags: [flag], value: rest.join('=') };
  }
  const letters: ListedFlag[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const flag = known(`-${word[at] ?? ''}`);
    if (flag === undefined) return undefined;
    letters.push(flag);
    if (flag.type === 'bool') continue;
    const value = word.slice(at + 1).replace(/^=/, '');
    return value === '' ? { flags: letters } : { flags: letters, value };
  }
  return { flags: letters };
}
