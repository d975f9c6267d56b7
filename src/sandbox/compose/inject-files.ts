import type { TarEntry } from '../kernel/fs/tar.ts';
import { tarBytes } from '../kernel/fs/tar.ts';
import { encode } from '../kernel/bytes.ts';
import { ByteStream } from '../kernel/stream.ts';
import { apiSocketFile } from './api-socket.ts';
import { configTarget, secretTarget } from './container-mounts.ts';
import { ComposeError } from './model/error.ts';
import type { Service } from './model/service.ts';
import type { Project } from './project.ts';
import type { Runtime } from './runtime.ts';

/** As a service refers to a config or secret. */
type FileOwner = Pick<NonNullable<Service['configs']>[number], 'mode' | 'uid' | 'gid'>;

/**
 * Configs and secrets that are texts or variables are written into the container before it starts.
 *
 * @throws {ComposeError} `environment variable "X" required by secret "work_s" is not set`
 * @see docker/compose pkg/compose/secrets.go
 */
export async function injectFiles(
  { client, io }: Pick<Runtime, 'client' | 'io'>,
  project: Project,
  service: Service,
  id: string,
): Promise<void> {
  const variable = (name: string, what: string) => {
    const value = project.environment.get(name);
    if (value === undefined) throw new ComposeError(`environment variable "${name}" required by ${what} is not set`);
    return value;
  };
  const files: { path: string; text: string; owner: FileOwner }[] = [];
  for (const reference of service.configs ?? []) {
    const config = project.configs[reference.source];
    const text =
      config?.content ??
      (config?.environment === undefined ? undefined : variable(config.environment, `config "${config.name}"`));
    if (text !== undefined) files.push({ path: configTarget(reference), text, owner: reference });
  }
  for (const reference of service.secrets ?? []) {
    const secret = project.secrets[reference.source];
    const text =
      secret?.environment === undefined ? undefined : variable(secret.environment, `secret "${secret.name}"`);
    if (text !== undefined) files.push({ path: secretTarget(reference), text, owner: reference });
  }
  const login = apiSocketFile(service);
  if (login !== undefined) files.push({ ...login, owner: {} });
  for (const { path, text, owner } of files) {
    const entry: TarEntry = {
      path: path.replace(/^\//, ''),
      type: 'file',
      mode: Number.parseInt(owner.mode ?? '0444', 8),
      uid: Number(owner.uid ?? 0),
      gid: Number(owner.gid ?? 0),
      mtime: io.now(),
      content: encode(text),
    } as unknown as TarEntry;
    await client.copyToContainer(id, '/', ByteStream.of(tarBytes([entry])), { copyUIDGID: true });
  }
}
