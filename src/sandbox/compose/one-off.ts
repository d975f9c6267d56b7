import { followSize, streamContainer } from '../cli/command/container/stream.ts';
import { proxySignals } from '../cli/command/container/proxy-signals.ts';
import { StatusError } from '../cli/errors.ts';
import { createContainer } from './create.ts';
import type { ImageOptions } from './images.ts';
import { ensureImages } from './images.ts';
import { injectFiles } from './inject-files.ts';
import type { Service } from './model/service.ts';
import { createProgress } from './progress/progress.ts';
import type { Project } from './project.ts';
import { ensureResources } from './resources.ts';
import type { Runtime } from './runtime.ts';
import { withProgress } from './runtime.ts';

export interface OneOffOptions {
  readonly images: ImageOptions;
  readonly name: string;
  readonly detach: boolean;
  readonly remove: boolean;
  readonly interactive: boolean;
  readonly tty: boolean;
  readonly aliases: boolean;
  readonly quiet: boolean;
}

const HEX = '0123456789abcdef';

/** Runs a container of a service beside those of `up`. @returns its exit code */
export async function runOneOff(
  runtime: Runtime,
  project: Project,
  service: Service,
  options: OneOffOptions,
): Promise<number> {
  const { client, io } = runtime;
  const own = { ...project, services: { [service.name]: service } };
  const images = await withProgress(runtime, 'Running', async (progress) => {
    const found = await ensureImages(runtime, own, progress, options.images);
    // Whoever had to be asked has been, before what it depends on was made.
    await ensureResources(runtime, own, progress, 'keep');
    return found;
  });
  const slug = await newSlug(runtime);
  const stdin = options.interactive && !options.detach;
  const id = await createContainer(
    { runtime, project, progress: createProgress(io, 'quiet', ''), images, timeout: undefined, inherit: true },
    service,
    {
      name: options.name || `${project.name}-${service.name}-run-${slug.slice(0, 12)}`,
      number: 1,
      oneOff: slug,
      autoRemove: options.remove,
      tty: options.tty,
      stdin,
      aliases: options.aliases,
    },
  );
  await injectFiles(runtime, project, service, id);
  if (options.detach) {
    await client.containerStart(id);
    await io.out(`${id}\n`);
    return 0;
  }
  const { tty } = options;
  const connection = await client.containerAttach(id, { stream: true, stdin, stdout: true, stderr: true });
  const { result } = await client.containerWait(id, options.remove ? 'removed' : 'next-exit');
  const streaming = streamContainer({ io, connection, tty, stdin, stdout: true, stderr: true, detachKeys: '' });
  const ended = streaming.catch((error: unknown) => ({ error }));
  const stopProxy = tty ? () => {} : proxySignals(io, client, () => id);
  try {
    await client.containerStart(id);
  } catch (error) {
    connection.output.end();
    connection.input.cancel();
    await ended;
    stopProxy();
    if (!options.remove) throw error;
    await result;
    throw error;
  }
  const stopResizing =
    tty && io.isTerminal(1)
      ? await followSize(io, (rows, columns) => client.containerResize(id, rows, columns))
      : () => {};
  const how = await ended;
  stopResizing();
  stopProxy();
  if (typeof how === 'object') throw how.error;
  if (how === 'detached') return 0;
  const { StatusCode, Error: failure } = await result;
  if (failure !== undefined) throw new StatusError(1, failure.Message);
  // Compose ends with an empty line where the container failed.
  if (StatusCode !== 0) await io.err('\n');
  return StatusCode;
}

/** 64 hexadecimal digits; the daemon makes up ids, so a volume's name would do, but nothing shall be left behind. */
async function newSlug({ io }: Runtime): Promise<string> {
  let state = Math.floor(io.now() * 1000) >>> 0;
  let slug = '';
  for (let at = 0; at < 64; at++) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    slug += HEX[(state >>> 24) & 15] ?? '0';
  }
  return slug;
}
