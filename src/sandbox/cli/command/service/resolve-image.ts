import { familiarReference, InvalidReference, parseReference, withDefaultTag } from '../../../api/reference.ts';
import type { TaskSpec } from '../../../api/types/service.ts';
import type { Client } from '../../../client/client.ts';
import { DaemonError } from '../../../client/request.ts';

export interface ResolvedImage {
  readonly template: TaskSpec;
  /** For the end: the real client says it behind the daemon's own warnings, so only of a service that came to be. */
  readonly warnings: readonly string[];
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };

/** Asks the registry for the digest, so that every node runs the same image. @see moby client/service_create.go */
export async function resolveImage(client: Client, template: TaskSpec): Promise<ResolvedImage> {
  const { Image } = template.ContainerSpec;
  let reference;
  try {
    reference = withDefaultTag(parseReference(Image));
  } catch (error) {
    if (error instanceof InvalidReference) return { template, warnings: [] };
    throw error;
  }
  if (reference.digest !== undefined) return { template, warnings: [] };
  const name = familiarReference(reference);
  try {
    const { Descriptor, Platforms } = await client.distributionInspect(name);
    const resolved = {
      ...template,
      ContainerSpec: { ...template.ContainerSpec, Image: `${name}@${Descriptor.digest}` },
      Placement: {
        ...template.Placement,
        Platforms: Platforms.map(({ architecture, os }) => ({
          Architecture: ARCHITECTURES[architecture] ?? architecture,
          OS: os,
        })),
      },
    };
    return { template: resolved, warnings: [] };
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    const warning = `image ${Image} could not be accessed on a registry to record\nits digest. Each node will access ${Image} independently,\npossibly leading to different nodes running different\nversions of the image.\n`;
    return {
      template: { ...template, ContainerSpec: { ...template.ContainerSpec, Image: name } },
      warnings: [warning],
    };
  }
}
