import { parseSignal, type Signal, signalOf, SIGNALS } from '../../kernel/signal.ts';
import type { Builtin } from '../builtin.ts';
import { singleQuote } from '../expand/quote.ts';
import type { Shell } from '../shell.ts';
import { setTrap } from '../trap.ts';

const CONDITIONS = new Set(['EXIT', 'ERR', 'DEBUG', 'RETURN']);

export const trap: Builtin = async (shell, args) => {
  let words = args[0] === '--' ? args.slice(1) : args;
  if (words[0] === '-l') {
    await shell.process.out(signalTable());
    return 0;
  }
  if (words.length === 0 || words[0] === '-p') {
    words = words.slice(1);
    const bash = shell.dialect.name === 'bash';
    const wanted = words.map((word) => conditionOf(shell, word));
    for (const [condition, action] of [...shell.traps].sort(([left], [right]) => order(left) - order(right))) {
      if (wanted.length > 0 && !wanted.includes(condition)) continue;
      const name = condition in SIGNALS && bash ? `SIG${condition}` : condition;
      await shell.process.out(`trap -- ${singleQuote(action)} ${name}\n`);
    }
    return 0;
  }
  const alone = words.length === 1 || /^\d+$/.test(words[0] ?? '');
  const action = alone ? '-' : (words[0] ?? '-');
  let status = 0;
  for (const word of alone ? words : words.slice(1)) {
    const condition = conditionOf(shell, word);
    if (condition === undefined) {
      const bash = shell.dialect.name === 'bash';
      if (bash) await shell.complain(`trap: ${word}: invalid signal specification`);
      else
        await shell.say(
          shell.dialect.name === 'dash'
            ? `trap: ${word}: bad trap\n`
            : `${shell.name}: trap: line 0: ${word}: invalid signal specification\n`,
        );
      status = 1;
    } else setTrap(shell, condition, action === '-' ? undefined : action);
  }
  return status;
};

const order = (condition: string): number => (condition === 'EXIT' ? 0 : (SIGNALS[condition as Signal] ?? 100));

function conditionOf({ dialect }: Shell, word: string): string | undefined {
  const name = word.toUpperCase().replace(/^SIG/, '');
  if (word === '0') return 'EXIT';
  return CONDITIONS.has(name) && (dialect.name !== 'dash' || name === 'EXIT') ? name : parseSignal(word);
}

/** `kill -l` of bash: five a line; the real-time signals have no names here. */
export function signalTable(): string {
  const cells: string[] = [];
  for (let number = 1; number <= 64; number++) {
    const name = signalOf(number) ?? realTime(number);
    if (name !== undefined) cells.push(`${String(number).padStart(2)}) SIG${name}`);
  }
  let text = '';
  for (const [index, cell] of cells.entries())
    text += cell + (index % 5 === 4 || index === cells.length - 1 ? '\n' : '\t');
  return text;
}

function realTime(number: number): string | undefined {
  if (number < 34) return undefined;
  if (number === 34) return 'RTMIN';
  if (number === 64) return 'RTMAX';
  return number <= 49 ? `RTMIN+${number - 34}` : `RTMAX-${64 - number}`;
}
