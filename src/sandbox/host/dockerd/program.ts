import { decode } from '../../kernel/bytes.ts';
import type { Program } from '../../kernel/process.ts';
import { ENGINE_COMMIT, ENGINE_VERSION } from '../../api/transport.ts';
import { configProblem } from './validate.ts';

const CONFIG = '/etc/docker/daemon.json';

/** What is asked of dockerd at a prompt: its version, and whether a daemon.json would do. It starts no second daemon. */
export const dockerd: Program = async (process) => {
  const words = process.argv.slice(1).flatMap((word) => word.split(/(?<=^--[\w-]+)=/));
  let file: string | undefined;
  const flags = new Map<string, string>();
  while (words.length > 0) {
    const word = words.shift() ?? '';
    if (word === '-v' || word === '--version') {
      await process.out(`Docker version ${ENGINE_VERSION}, build ${ENGINE_COMMIT}\n`);
      return 0;
    }
    if (word === '--validate') flags.set('validate', 'true');
    else if (word === '-D' || word === '--debug') flags.set('debug', 'true');
    else if (word === '--config-file' && words.length > 0) flags.set('config-file', (file = words.shift() ?? ''));
    else {
      await process.err(`drydock: not simulated: dockerd ${word}\n`);
      return 126;
    }
  }
  if (!flags.has('validate')) {
    await process.err('drydock: not simulated: a second dockerd\n');
    return 126;
  }
  const path = file ?? CONFIG;
  const refused = async (why: string) => {
    await process.err(`unable to configure the Docker daemon with file ${path}: ${why}\n`);
    return 1;
  };
  if (!process.fs.exists(path)) {
    if (file !== undefined) return refused(`open ${path}: no such file or directory`);
  } else {
    if (process.fs.isDirectory(path)) return refused(`read ${path}: is a directory`);
    const why = configProblem(decode(process.fs.readFile(path)), flags);
    if (why !== undefined) return refused(why);
  }
  await process.err('configuration OK\n');
  return 0;
};
