import { familiarReference, parseReference, withDefaultTag } from '../../../api/reference.ts';
import type { ContainerCreateBody, ContainerCreateResponse } from '../../../api/types/container.ts';
import type { Client } from '../../../client/client.ts';
import { isNotFound } from '../../../client/not-found.ts';
import { encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { goError } from '../../error-text.ts';
import { UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { checkedPlatform } from '../../opts/platform.ts';
import { pullImage } from '../image/pull-image.ts';

export interface CreateOptions {
  readonly client: Client;
  readonly io: Io;
  readonly body: ContainerCreateBody;
  readonly name: string;
  readonly platform: string;
  readonly pull: string;
  readonly quiet: boolean;
}

/** Creates a container, and pulls its image if need be. @see docker/cli create.go, createContainer */
export async function createContainer(options: CreateOptions): Promise<string> {
  const { client, io, body, name, pull, quiet } = options;
  const platform = checkedPlatform(options.platform || (io.env.get('DOCKER_DEFAULT_PLATFORM') ?? ''));
  const cidfile = body.HostConfig?.ContainerIDFile ?? '';
  if (cidfile !== '') openCidfile(cidfile, io);
  const reference = withDefaultTag(parseReference(body.Image));
  const fetch = () => pullImage({ client, io, reference, platform, quiet, toStderr: true });
  if (pull === 'always') await fetch();
  const create = () => client.containerCreate(body, { name, platform });
  let created: ContainerCreateResponse;
  try {
    created = await create();
  } catch (error) {
    // Docker takes any 404 for a missing image; the second attempt says what really is missing.
    const missing = isNotFound(error);
    if (!missing || pull !== 'missing') {
      if (cidfile !== '') io.fs.unlink(cidfile);
      throw error;
    }
    if (!quiet) await io.err(`Unable to find image '${familiarReference(reference)}' locally\n`);
    await fetch();
    created = await create();
  }
  for (const warning of created.Warnings) await io.err(`WARNING: ${warning}\n`);
  if (cidfile !== '') io.fs.writeFile(cidfile, encode(created.Id));
  return created.Id;
}

function openCidfile(path: string, io: Io): void {
  if (io.fs.exists(path)) {
    throw new UsageError(`container ID file found, make sure the other container isn't running or delete ${path}`);
  }
  try {
    io.fs.writeFile(path, encode(''));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new UsageError(`failed to create the container ID file: open ${path}: ${goError(error)}`);
  }
}
