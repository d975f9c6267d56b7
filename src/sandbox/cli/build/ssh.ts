import { decode } from '../../kernel/bytes.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';

/** `default`, `id=socket`: an agent must be there. @see buildkit session/sshforward/sshprovider */
export function checkAgent(io: Io, text: string): void {
  const [id = '', paths] = text.split('=', 2);
  const given = paths === undefined || paths === '' ? [] : paths.split(',');
  const config = `failed to convert agent config {${id} [${given.join(' ')}] false}`;
  if (given.length === 0 && (io.env.get('SSH_AUTH_SOCK') ?? '') === '') {
    throw new UsageError(`${config}: invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set`);
  }
  for (const path of given) {
    const failed = `${config}: failed to convert agent config for ID: ${JSON.stringify(id)}`;
    if (!io.fs.exists(path)) throw new UsageError(`${failed}: stat ${path}: no such file or directory`);
    if (io.fs.stat(path).type !== 'file') continue;
    if (!decode(io.fs.readFile(path)).includes('PRIVATE KEY-----')) {
      throw new UsageError(`${failed}: failed to parse ${path}: ssh: no key found`);
    }
  }
}
