import { COMPOSE_WORDS, INSTRUCTIONS } from '../../host/explain.ts';
import type { Host } from '../../host/host.ts';
import type { FileView } from '../../kernel/fs/view.ts';
import { browse } from './browse.ts';
import { listFiles, readFile, writeFile } from './files.ts';
import type { AnswerTo, Question } from './question.ts';
import { run } from './run.ts';
import { study } from './study.ts';

/**
 * Answers a question of the page about its host.
 *
 * @throws {Errno} when the host's file system refuses
 */
export async function answer(host: Host, question: Question): Promise<AnswerTo<Question>> {
  switch (question.kind) {
    case 'list':
      return listFiles(filesOf(host), question.path);
    case 'read':
      return readFile(filesOf(host), question.path);
    case 'write':
      writeFile(filesOf(host), question.path, question.text);
      return null;
    case 'remove':
      filesOf(host).unlink(question.path);
      return null;
    case 'study':
      return study(filesOf(host), question.path);
    case 'vocabulary':
      return { instructions: INSTRUCTIONS, composeKeys: COMPOSE_WORDS };
    case 'browse':
      return browse(host, question.method, question.url);
    case 'run':
      return run(host, question.command, question.limitMs);
  }
}

/** Files as the host's root sees them. */
function filesOf({ kernel }: Host): FileView {
  const init = kernel.processes.get(1);
  if (init === undefined) throw new Error('the host is down');
  kernel.current = init;
  return init.fs;
}
