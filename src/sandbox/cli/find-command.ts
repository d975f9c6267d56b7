import { isOfBuildx } from './help.ts';
import { type Entry, findEntry } from './registry.ts';

/** `docker buildx --builder x du`: flags of the whole plugin may stand before its command. */
export function flagsAhead([group = '', ...words]: readonly string[]) {
  const flags: { readonly name: string; readonly words: readonly string[] }[] = [];
  if (!isOfBuildx(`docker ${group}`)) return { flags, args: [group, ...words] };
  let at = 0;
  for (let word = words[at]; word !== undefined; word = words[at]) {
    const [, name] = /^--(builder|debug)(?:=|$)/.exec(word) ?? [undefined, word === '-D' ? 'debug' : undefined];
    const count = word === '--builder' ? 2 : 1;
    if (name === undefined || at + count > words.length) break;
    flags.push({ name, words: words.slice(at, at + count) });
    at += count;
  }
  return { flags, args: [group, ...words.slice(at)] };
}

/** The longest beginning of the words that is a command or a group. */
export function findCommand(words: readonly string[]): { entry: Entry | undefined; rest: readonly string[] } {
  let entry: Entry | undefined;
  let used = 0;
  let path = 'docker';
  for (const word of words) {
    path += ` ${word}`;
    const found = findEntry(path);
    if (found === undefined) break;
    entry = found;
    used++;
    if (found.kind !== 'group' && found.kind !== 'experimental') break;
  }
  return { entry, rest: words.slice(used) };
}
