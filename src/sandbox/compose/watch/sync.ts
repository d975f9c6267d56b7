import { runExec } from '../../cli/command/container/exec.ts';
import type { TarEntry } from '../../kernel/fs/tar.ts';
import { tarBytes } from '../../kernel/fs/tar.ts';
import { ByteStream } from '../../kernel/stream.ts';
import type { Observed } from '../observe.ts';
import type { Runtime } from '../runtime.ts';
import { splitCommand } from '../model/command-line.ts';
import type { WatchRule } from '../model/service.ts';

/** A file that changed on the host, and where its like is in the container. */
export interface Mapping {
  readonly host: string;
  readonly container: string;
}

/** Puts files that are there into a container, takes away those that are gone. */
export async function syncFiles(runtime: Runtime, { id }: Observed, mappings: readonly Mapping[]): Promise<void> {
  const { client, io } = runtime;
  const isThere = ({ host }: Mapping) => io.fs.exists(host);
  const gone = mappings.filter((one) => !isThere(one));
  if (gone.length > 0) {
    const Cmd = ['rm', '-rf', ...gone.map(({ container }) => container)];
    const { Id } = await client.containerExecCreate(id, { Cmd, AttachStdout: false, AttachStderr: false });
    await client.containerExecStart(Id, { Detach: true, Tty: false });
  }
  const entries = mappings.filter(isThere).map(({ host, container }): TarEntry => {
    const { mode, mtime } = io.fs.stat(host);
    const path = container.replace(/^\/+/, '');
    return { path, type: 'file', mode, uid: 0, gid: 0, mtime, content: io.fs.readFile(host) };
  });
  if (entries.length > 0) {
    await client.copyToContainer(id, '/', ByteStream.of(tarBytes(entries)), { copyUIDGID: true });
  }
}

/** The command of `sync+exec`. */
export async function execHook({ client, io }: Runtime, { id }: Observed, rule: WatchRule): Promise<void> {
  const { command = [], user = '', privileged = false, working_dir = '', environment = {} } = rule.exec ?? {};
  const words = typeof command === 'string' ? splitCommand('develop.watch.exec.command', command) : command;
  if (words.length === 0) return;
  const env = Array.isArray(environment)
    ? environment
    : Object.entries(environment).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  await runExec({
    client,
    io,
    args: [id, ...words],
    flags: {
      detach: false,
      'detach-keys': '',
      env,
      'env-file': [],
      interactive: false,
      privileged,
      tty: false,
      user,
      workdir: working_dir,
    },
  });
}
