import { familiarName, type Reference } from '../../../api/reference.ts';
import type { ProgressMessage } from '../../../api/types/image.ts';
import type { Client } from '../../../client/client.ts';
import { jsonLines } from '../../../client/json-lines.ts';
import { readConfig } from '../../config-file.ts';
import type { Io } from '../../io.ts';
import { showProgress } from '../../progress.ts';
import { authHeader } from '../registry/server.ts';

export interface PullOptions {
  readonly client: Client;
  readonly io: Io;
  readonly reference: Reference;
  /** Every tag of the repository. */
  readonly allTags?: boolean;
  readonly platform: string;
  readonly quiet: boolean;
  readonly toStderr: boolean;
}

/** Pulls an image and shows how that goes. */
export async function pullImage(options: PullOptions): Promise<void> {
  const { client, io, reference, platform, quiet, toStderr, allTags } = options;
  const tag = allTags === true ? '' : (reference.digest ?? reference.tag ?? '');
  const stream = await client.imagePull({
    image: familiarName(reference),
    tag,
    platform,
    auth: authHeader(readConfig(io), reference),
  });
  const fd = toStderr ? 2 : 1;
  const write = quiet ? async () => {} : toStderr ? io.err : io.out;
  const columns = quiet ? undefined : io.size(fd)?.columns;
  await showProgress(jsonLines<ProgressMessage>(stream), { write, columns });
}
