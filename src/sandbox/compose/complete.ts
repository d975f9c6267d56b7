import { flagWords, takesValue } from '../cli/complete.ts';
import type { Io } from '../cli/io.ts';
import type { Flags } from '../cli/opts/flag.ts';
import type { ComposeCommand } from './command.ts';
import { COMMANDS } from './command/index.ts';
import { ComposeError } from './model/error.ts';
import { PROGRESS_MODES } from './progress/progress.ts';
import { loadProject } from './project.ts';
import { ROOT_FLAGS } from './root.ts';

/** Values of flags that have few. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  '--ansi': ['always', 'auto', 'never'],
  '--progress': PROGRESS_MODES,
  '--pull': ['always', 'missing', 'never'],
  '--rmi': ['all', 'local'],
};
const SERVICE_FLAGS = ['--attach', '--no-attach', '--exit-code-from', '--scale'];

/**
 * What may stand behind `docker compose`, given the words before it.
 *
 * @param words those after `compose`; the last one is being typed
 * @returns whole words that begin with what is typed, sorted
 */
export async function completeCompose(words: readonly string[], io: Pick<Io, 'env' | 'fs'>): Promise<string[]> {
  const typed = words.at(-1) ?? '';
  const candidates = await candidatesFor(words.slice(0, -1), typed, io);
  return [...new Set(candidates)].filter((word) => word.startsWith(typed)).sort();
}

async function candidatesFor(before: readonly string[], typed: string, io: Pick<Io, 'env' | 'fs'>) {
  const at = commandAt(before);
  const command = COMMANDS.find(({ name }) => name === before[at]);
  const flags: Flags = command?.flags ?? ROOT_FLAGS;
  const last = before.at(-1) ?? '';
  if (last.startsWith('-') && takesValue(last, flags)) return valuesOf(last, before.slice(0, at), io);
  if (typed.startsWith('-')) return flagWords(flags);
  if (at < before.length) return command === undefined ? [] : operands(command, before, at, io);
  return COMMANDS.map(({ name }) => name);
}

/** Where the command stands: the first word that is neither a flag nor its value. */
function commandAt(words: readonly string[]): number {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) return at;
    if (takesValue(word, ROOT_FLAGS)) at++;
  }
  return words.length;
}

async function valuesOf(flag: string, root: readonly string[], io: Pick<Io, 'env' | 'fs'>): Promise<readonly string[]> {
  if (flag === '--profile') return (await names(root, io)).profiles;
  if (SERVICE_FLAGS.includes(flag)) return (await names(root, io)).services;
  return VALUES[flag] ?? [];
}

/** Services, where the usage line has them; behind `exec web` come words of the container. */
async function operands({ use }: ComposeCommand, before: readonly string[], at: number, io: Pick<Io, 'env' | 'fs'>) {
  if (!/SERVICE/.test(use)) return [];
  const isOne = !use.includes('SERVICE...');
  if (isOne && before.slice(at + 1).some((word) => !word.startsWith('-'))) return [];
  return (await names(before.slice(0, at), io)).services;
}

/** What the files name. Files that can't be read name nothing. */
async function names(root: readonly string[], { env, fs }: Pick<Io, 'env' | 'fs'>) {
  const file = [...given(root, '-f'), ...given(root, '--file')];
  const quiet = { env, fs, isTerminal: () => false, now: () => 0, err: async () => {}, out: async () => {} };
  const flags = {
    file,
    profile: ['*'],
    'env-file': given(root, '--env-file'),
    'project-name': 'completion',
    'project-directory': given(root, '--project-directory').at(-1) ?? '',
    workdir: '',
    'all-resources': false,
  };
  try {
    const { known, services } = await loadProject(quiet as unknown as Io, flags as never, { check: false });
    const profiles = Object.values(services).flatMap((service) => service.profiles ?? []);
    return { services: [...known], profiles };
  } catch (error) {
    if (error instanceof ComposeError) return { services: [], profiles: [] };
    throw error;
  }
}

const given = (words: readonly string[], flag: string): string[] =>
  words.flatMap((word, index) => (word === flag ? [words[index + 1] ?? ''] : []));
