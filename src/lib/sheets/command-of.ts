import { commandList, type ListedCommand } from '../command-list.ts';
import { shellWords } from '../shell-words.ts';

const PATHS = commandList()
  .flatMap((command) => command.paths.map((path) => ({ command, words: path.split(' ') })))
  .sort((a, b) => b.words.length - a.words.length);

/** @returns the command that a row is about: the first docker command of its line, else its first program. */
export function commandOf(line: string): { readonly name: string; readonly command?: ListedCommand } {
  const all = shellWords(line).map((words) => words.map(({ text }) => text));
  const docker = all.find(([program]) => program === 'docker');
  if (docker === undefined) return { name: all[0]?.[0] ?? line };
  const bare = withoutRootFlags(docker);
  const found = PATHS.find(({ words }) => words.every((word, index) => bare[index] === word));
  return found === undefined ? { name: 'docker' } : { name: shortest(found.command), command: found.command };
}

/** `docker ps`, not `docker container ls`: what one says. */
const shortest = ({ paths }: ListedCommand): string =>
  paths.reduce((best, path) => (path.split(' ').length < best.split(' ').length ? path : best));

/** `docker compose -f a.yaml up` is about `docker compose up`. */
function withoutRootFlags(words: readonly string[]): readonly string[] {
  if (words[1] !== 'compose') return words;
  const at = words.findIndex(
    (word, index) => index > 1 && PATHS.some((path) => path.words[1] === 'compose' && path.words[2] === word),
  );
  return at < 0 ? words : ['docker', 'compose', ...words.slice(at)];
}
