import { readFile } from 'node:fs/promises';

/** Start states of a host, as commands: they are part of the sandbox, which imports nothing of the site. */
const FOLDER = 'src/sandbox/host/scenarios';

/** @returns the commands that make a start state. @throws when there is none of that name. */
export function readScenario(name: string): Promise<string> {
  return readFile(`${FOLDER}/${name}.sh`, 'utf8');
}
