import type { Transport } from '../api/transport.ts';
import { Client } from '../client/client.ts';
import { ConnectionError, DaemonError } from '../client/request.ts';
import type { Process } from '../kernel/process.ts';
import type { Command, CommandData } from './command.ts';
import { childrenOf, findEntry } from './registry.ts';
import { ROOT_FLAGS } from './root.ts';
import type { Flags } from './opts/flag.ts';
import { containerNames } from './formatter/container.ts';

/** The shell's hook for Tab behind `docker`. */
export const dockerCompletion =
  (connect: (process: Process) => Transport) =>
  (words: readonly string[], index: number, process: Process): Promise<readonly string[]> =>
    complete(words, index, new Client(connect(process)));

/** What a placeholder of a usage line stands for. */
type Noun = 'container' | 'image' | 'network' | 'volume';

/**
 * What may stand at `words[index]`, given the words before it; words[0] is `docker`.
 * @returns whole words that begin with what is typed, sorted
 */
export async function complete(words: readonly string[], index: number, client: Client): Promise<string[]> {
  const typed = words[index] ?? '';
  const candidates = await candidatesFor(words.slice(1, index), typed, client);
  return [...new Set(candidates)].filter((word) => word.startsWith(typed)).sort();
}

async function candidatesFor(before: readonly string[], typed: string, client: Client): Promise<string[]> {
  const flagless = skipFlags(before, ROOT_FLAGS);
  let path = 'docker';
  let used = 0;
  for (const word of flagless) {
    const entry = findEntry(`${path} ${word}`);
    if (entry === undefined) break;
    path = `${path} ${word}`;
    used++;
    if (entry.kind !== 'group') return entry.kind === 'command' ? ofCommand(entry.command, before, typed, client) : [];
  }
  if (used < flagless.length) return [];
  const flags = path === 'docker' && typed.startsWith('-') ? flagWords(ROOT_FLAGS) : [];
  return [...childrenOf(path).map(({ name }) => name), ...flags];
}

/** Words that are neither flags nor their values. */
function skipFlags(words: readonly string[], flags: Flags): string[] {
  const plain: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) plain.push(word);
    else if (takesValue(word, flags)) at++;
  }
  return plain;
}

/** Whether the word after `word` is its value. */
export function takesValue(word: string, flags: Flags): boolean {
  if (word.includes('=')) return false;
  const spec = word.startsWith('--')
    ? flags[word.slice(2)]
    : Object.values(flags).find(({ short }) => short === word.at(-1));
  return spec !== undefined && spec.type !== 'bool';
}

/** `--name` of each flag that help shows. */
export const flagWords = (flags: Flags) => [
  ...Object.entries(flags).flatMap(([name, { hidden }]) => (hidden === true ? [] : [`--${name}`])),
  '--help',
];

async function ofCommand(command: Command, before: readonly string[], typed: string, client: Client) {
  if (typed.startsWith('-')) return flagWords(command.flags);
  const last = before.at(-1) ?? '';
  if (last.startsWith('-') && takesValue(last, command.flags)) return valueOf(last, client);
  const nouns = nounsOf(command);
  return (await Promise.all(nouns.map((noun) => names(noun, client)))).flat();
}

function nounsOf({ use }: CommandData): Noun[] {
  const nouns: Noun[] = [];
  if (/CONTAINER|NAME\|ID/.test(use) || use.startsWith('docker stats')) nouns.push('container');
  if (/IMAGE|NAME\|ID|REPOSITORY\[:TAG\]\]$|NAME\[:TAG/.test(use) && !use.includes('CONTAINER [REPOSITORY'))
    nouns.push('image');
  if (/NETWORK/.test(use)) nouns.push('network');
  if (/VOLUME/.test(use)) nouns.push('volume');
  return nouns;
}

async function valueOf(flag: string, client: Client): Promise<string[]> {
  if (flag === '--network' || flag === '--net') return names('network', client);
  if (flag === '--volumes-from') return names('container', client);
  return [];
}

/** A daemon that refuses or is away has no names. */
async function names(noun: Noun, client: Client): Promise<string[]> {
  try {
    switch (noun) {
      case 'container':
        return (await client.containerList({ all: true })).flatMap(({ Names }) => containerNames(Names, true));
      case 'image':
        return (await client.imageList()).flatMap(({ RepoTags }) =>
          (RepoTags ?? []).flatMap((tag) => (tag.endsWith(':latest') ? [tag, tag.slice(0, -':latest'.length)] : [tag])),
        );
      case 'network':
        return (await client.networkList()).map(({ Name }) => Name);
      case 'volume':
        return ((await client.volumeList()).Volumes ?? []).map(({ Name }) => Name);
    }
  } catch (error) {
    if (error instanceof DaemonError || error instanceof ConnectionError) return [];
    throw error;
  }
}
