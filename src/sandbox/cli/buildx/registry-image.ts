import { familiarReference, InvalidReference, parseReference, withDefaultTag } from '../../api/reference.ts';
import type { RawManifest } from '../../api/types/registry.ts';
import type { Client } from '../../client/client.ts';
import { DaemonError } from '../../client/request.ts';
import { authHeader } from '../command/registry/server.ts';
import { readConfig } from '../config-file.ts';
import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';

/** A manifest of an index, or a blob. */
export interface Listed {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: { readonly architecture: string; readonly os: string; readonly variant?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What a name stands for in its registry. */
export interface RegistryImage extends RawManifest {
  /** With its tag: `docker.io/library/busybox:latest`. */
  readonly name: string;
  /** Of an index. */
  readonly manifests: readonly Listed[] | undefined;
}

/** @throws {StatusError} `ERROR: localhost:5000/app:1: not found` */
export async function findRegistryImage(io: Io, client: Client, text: string): Promise<RegistryImage> {
  const reference = readName(text);
  const auth = authHeader(readConfig(io), reference);
  try {
    const raw = await client.registryRawManifest(familiarReference(reference), auth);
    const { manifests } = JSON.parse(raw.text) as { manifests?: readonly Listed[] };
    const { domain, path, tag, digest } = reference;
    const name = `${domain}/${path}${digest === undefined ? `:${tag ?? 'latest'}` : `@${digest}`}`;
    return { ...raw, name, manifests };
  } catch (error) {
    if (error instanceof DaemonError) throw new StatusError(1, `ERROR: ${error.message}`);
    throw error;
  }
}

/** @throws {StatusError} `ERROR: invalid reference format…` */
export function readName(text: string) {
  try {
    return withDefaultTag(parseReference(text));
  } catch (error) {
    if (error instanceof InvalidReference) throw new StatusError(1, `ERROR: ${error.message}`);
    throw error;
  }
}
