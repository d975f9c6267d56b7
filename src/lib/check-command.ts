import { commandList, type ListedCommand } from './command-list.ts';

/** @returns what is wrong with the docker commands in a line of shell, by the simulated CLI's own data; empty when nothing is. */
export function checkCommand(line: string, commands: readonly ListedCommand[] = commandList()): string[] {
  return line
    .replace(/'[^']*'|"[^"]*"/g, 'TEXT')
    .split(/&&|\|\|?|;|\$\(|\)/)
    .map((part) => part.trim().split(/\s+/))
    .filter(([program]) => program === 'docker')
    .flatMap((words) => [...checkRoot(words, commands), ...checkWords(withoutRoot(words, commands), commands)]);
}

const COMPOSE = 'docker compose';

/** How many words the flags between `docker compose` and its command take. */
function rootLength(words: readonly string[], commands: readonly ListedCommand[]): number {
  if (words.slice(0, 2).join(' ') !== COMPOSE) return 0;
  const root = commands.find(({ path }) => path === COMPOSE)?.flags ?? [];
  let at = 2;
  for (let word = words[at]; word?.startsWith('-') === true; word = words[at]) {
    const name = word.split('=', 1)[0] ?? '';
    const type = root.find(({ spellings }) => spellings.includes(name))?.type;
    at += type === undefined || type === 'bool' || word.includes('=') ? 1 : 2;
  }
  return at - 2;
}

/** What is wrong with the flags before the command of Compose. */
function checkRoot(words: readonly string[], commands: readonly ListedCommand[]): string[] {
  const length = rootLength(words, commands);
  return length === 0 || words.length === length + 2 ? [] : checkWords(words.slice(0, length + 2), commands);
}

function withoutRoot(words: readonly string[], commands: readonly ListedCommand[]): string[] {
  const length = rootLength(words, commands);
  return words.length === length + 2 ? [...words] : [...words.slice(0, 2), ...words.slice(length + 2)];
}

function checkWords(words: readonly string[], commands: readonly ListedCommand[]): string[] {
  const found = commands
    .flatMap((command) => command.paths.map((path) => ({ command, path: path.split(' ') })))
    .filter(({ path }) => path.every((word, index) => words[index] === word))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (found === undefined) return [`unknown command: ${words.slice(0, 3).join(' ')}`];
  const known = new Map(
    found.command.flags.flatMap((flag) => flag.spellings.map((spelling) => [spelling, flag] as const)),
  );
  const wrong: string[] = [];
  for (let index = found.path.length; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!/^-./.test(word)) {
      if (!found.command.interspersed) break; // what follows belongs to the container
      continue;
    }
    const [name = ''] = word.split('=');
    const spellings = name.startsWith('--') ? [name] : Array.from(name.slice(1), (letter) => `-${letter}`);
    const flags = spellings.map((spelling) => known.get(spelling));
    wrong.push(
      ...spellings.filter((_, at) => flags[at] === undefined).map((flag) => `${found.command.path} has no ${flag}`),
    );
    const takesValue = flags.at(-1) !== undefined && flags.at(-1)?.type !== 'bool';
    if (takesValue && !word.includes('=')) index += 1;
  }
  return wrong;
}
