import type { Command, Word } from 'unbash';
import { explainDocker, type Knowledge } from './docker.ts';
import type { Part } from './part.ts';
import { readShell } from './shell.ts';

export interface Explanation {
  readonly parts: readonly Part[];
  /** What the shell would refuse. */
  readonly error?: string;
}

/** Longest line that is explained; nobody types more. */
export const LONGEST = 10_000;

/**
 * Takes a command line apart: each flag with its value, each argument, and what the shell does between commands.
 *
 * @returns parts in the order of the line; none for an empty one.
 */
export function explain(line: string, knowledge: Knowledge): Explanation {
  const text = line.slice(0, LONGEST).replace(/^(\s*)[$#] /, (_, space: string) => `${space}  `);
  const { commands, parts, error } = readShell(text);
  const all = [...commands.flatMap((command) => explainCommand(command, text, knowledge)), ...parts];
  const sorted = all.toSorted((a, b) => a.start - b.start || b.end - a.end);
  return { parts: sorted, ...(error === undefined ? {} : { error }) };
}

function explainCommand(command: Command, line: string, knowledge: Knowledge): Part[] {
  const assignments = command.prefix.flatMap((node): Part[] =>
    node.type === 'Assignment'
      ? [
          {
            start: node.pos,
            end: node.end,
            text: node.text,
            kind: 'assignment',
            says:
              command.name === undefined
                ? `sets the variable ${node.name}`
                : `sets ${node.name} for this command alone`,
          },
        ]
      : [],
  );
  if (command.name === undefined) return assignments;
  const words = [command.name, ...command.args].map((word) => ({
    value: 'value' in word && typeof word.value === 'string' ? word.value : word.text,
    text: line.slice(word.pos, word.end),
    pos: word.pos,
    end: word.end,
  }));
  const [first] = words;
  if (first?.value === 'sudo') {
    const sudo: Part = { start: first.pos, end: first.end, text: 'sudo', kind: 'program', says: 'as root' };
    return [...assignments, sudo, ...explainWords(words.slice(1), knowledge), ...substitutions(command)];
  }
  return [...assignments, ...explainWords(words, knowledge), ...substitutions(command)];
}

type Words = Parameters<typeof explainDocker>[0];

function explainWords(words: Words, knowledge: Knowledge): Part[] {
  const [first, ...rest] = words;
  if (first === undefined) return [];
  if (first.value === 'docker') return explainDocker(words, knowledge);
  if (first.value === 'docker-compose') {
    const after = { ...first, pos: first.end };
    const parts = explainDocker([{ ...after, value: 'docker' }, { ...after, value: 'compose' }, ...rest], knowledge);
    const old: Part = {
      start: first.pos,
      end: first.end,
      text: first.text,
      kind: 'unknown',
      says: 'the old program of 2014 to 2023; today it is `docker compose`, with a space',
    };
    return [old, ...parts];
  }
  const program: Part = {
    start: first.pos,
    end: first.end,
    text: first.text,
    kind: 'program',
    says: 'a program of the host, not of Docker',
  };
  return [program];
}

/** `$(…)` in a command's words. */
function substitutions(command: Command): Part[] {
  const words = command.args.filter((word): word is Word => word.type === 'Word');
  return words.flatMap((word) =>
    (word.parts ?? []).flatMap((node): Part[] => {
      if (node.type === 'DoubleQuoted') return node.parts.flatMap(ofPart);
      return ofPart(node);
    }),
  );
}

function ofPart(node: {
  readonly type: string;
  readonly pos: number;
  readonly end: number;
  readonly text?: string;
}): Part[] {
  const { pos: start, end, text = '' } = node;
  if (node.type === 'CommandExpansion')
    return [{ start, end, text, kind: 'substitution', says: 'is replaced by what the command inside prints' }];
  if (node.type === 'SimpleExpansion' || node.type === 'ParameterExpansion')
    return [{ start, end, text, kind: 'substitution', says: 'is replaced by the value of a variable of the shell' }];
  return [];
}
