import { TABLES, type TableName } from '../../../kernel/net/netfilter/netfilter.ts';
import { IptablesFailure } from './failure.ts';
import { type Draft, newDraft, ruleOption } from './parse-rule.ts';

const COMMANDS = {
  A: 'append', D: 'delete', I: 'insert', R: 'replace', C: 'check', L: 'list', S: 'list-rules', F: 'flush', Z: 'zero', N: 'new',
  X: 'delete-chain', E: 'rename-chain', P: 'policy',
} as const; // prettier-ignore
export type Letter = keyof typeof COMMANDS;
const LETTERS = new Map(Object.entries(COMMANDS).map(([letter, name]) => [`--${name}`, letter as Letter]));
LETTERS.set('--new-chain', 'N');

/** Commands that go without a chain: all chains are meant. */
const OPTIONAL = 'LSFZX';
/** Commands whose chain a number may follow. */
const NUMBERED = 'DIRLSZ';

/** What iptables was asked to do. */
export interface Command {
  readonly letter: Letter | undefined;
  readonly chain: string | undefined;
  /** 1 is the first. */
  readonly number: number | undefined;
  /** The new name of -E, the policy of -P. */
  readonly extra: string | undefined;
  readonly table: TableName;
  readonly numeric: boolean;
  readonly verbose: boolean;
  readonly exact: boolean;
  readonly lineNumbers: boolean;
  readonly asks: 'help' | 'version' | undefined;
  readonly draft: Draft;
}

/** @throws {IptablesFailure} */
export function parseCommand(args: readonly string[]): Command {
  const words = args.flatMap(expand);
  const seen: { -readonly [Key in keyof Command]: Command[Key] } = {
    letter: undefined,
    chain: undefined,
    number: undefined,
    extra: undefined,
    table: 'filter',
    numeric: false,
    verbose: false,
    exact: false,
    lineNumbers: false,
    asks: undefined,
    draft: newDraft(),
  };
  let at = 0;
  let not = false;
  const isWord = (): boolean => at < words.length && words[at] !== '!' && !/^-./.test(words[at] ?? '');
  while (at < words.length) {
    const option = words[at++] ?? '';
    const value = (): string => {
      if (at >= words.length) throw IptablesFailure.misuse(`option "${option}" requires an argument`);
      return words[at++] ?? '';
    };
    if (option === '!') {
      not = true;
      continue;
    }
    const letter = LETTERS.get(option) ?? (/^-[A-Z]$/.test(option) && option[1] !== 'V' ? option[1] : undefined);
    if (letter !== undefined && letter in COMMANDS) {
      if (seen.letter !== undefined) throw IptablesFailure.misuse(`Cannot use -${letter} with -${seen.letter}`);
      seen.letter = letter as Letter;
      if (OPTIONAL.includes(letter) ? isWord() : true) seen.chain = value();
      if (letter === 'N') checkName(seen.chain ?? '');
      if (NUMBERED.includes(letter) && isWord()) seen.number = numberOf(value());
      if (letter === 'E' || letter === 'P') seen.extra = value();
    } else if (!general(seen, option, value, isWord) && !ruleOption(seen.draft, option, { value, not })) {
      if (!option.startsWith('-')) throw IptablesFailure.badArgument(option);
      throw IptablesFailure.misuse(`unknown option "${option}"`);
    }
    not = false;
  }
  return seen;
}

/** `-nvL` is -n -v -L; `--dport=80` is two words. */
function expand(word: string): string[] {
  if (/^-[nvxwfh46]+[A-Za-z]+$/.test(word)) return [...word.slice(1)].map((letter) => `-${letter}`);
  const [, option, value] = /^(--[\w-]+)=(.*)$/.exec(word) ?? [];
  return option === undefined ? [word] : [option, value ?? ''];
}

function general(
  seen: { -readonly [Key in keyof Command]: Command[Key] },
  option: string,
  value: () => string,
  isWord: () => boolean,
): boolean {
  switch (option) {
    case '-t':
    case '--table': {
      const name = value();
      if (!Object.hasOwn(TABLES, name)) throw IptablesFailure.noTable(name);
      seen.table = name as TableName;
      return true;
    }
    case '-n':
    case '--numeric':
      return (seen.numeric = true);
    case '-v':
    case '--verbose':
      return (seen.verbose = true);
    case '-x':
    case '--exact':
      return (seen.exact = true);
    case '--line-numbers':
    case '--line-number':
      return (seen.lineNumbers = true);
    case '-w':
    case '--wait':
      if (isWord()) value();
      return true;
    case '-4':
    case '--ipv4':
      return true;
    case '-h':
    case '--help':
      seen.asks = 'help';
      return true;
    case '-V':
    case '--version':
      seen.asks = 'version';
      return true;
    case '-c':
    case '--set-counters':
    case '-f':
    case '--fragment':
    case '-6':
    case '--ipv6':
      throw IptablesFailure.notSimulated(option);
    default:
      return false;
  }
}

const LONGEST_NAME = 29;

function checkName(name: string): void {
  if (name.startsWith('-')) throw IptablesFailure.misuse("chain name not allowed to start with `-'");
  if (name.length < LONGEST_NAME) return;
  throw IptablesFailure.misuse(`chain name \`${name}' too long (must be under ${LONGEST_NAME} chars)`);
}

function numberOf(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw IptablesFailure.misuse(`Invalid rule number \`${text}'`);
}
