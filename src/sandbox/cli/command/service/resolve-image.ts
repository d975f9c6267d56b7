import { familiarReference, InvalidReference, parseReference, withDefaultTag } from '../../../api/reference.ts';
import type { TaskSpec } from '../../../api/types/service.ts';
import type { Client } from '../../../client/client.ts';
import { DaemonError } from '../../../client/request.ts';
import type { Io } from '../../io.ts';

const ARCHITECTURES: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };

/** Asks the registry for the digest, so that every node runs the same image. @see moby client/service_create.go */
export async function resolveImage(client: Client, io: Io, template: TaskSpec): Promise<TaskSpec> {
  const { Image } = template.ContainerSpec;
  let reference;
  try {
    reference = withDefaultTag(parseReference(Image));
  } catch (error) {
    if (error instanceof InvalidReference) return template;
    throw error;
  }
  if (reference.digest !== undefined) return template;
  const name = familiarReference(reference);
  try {
    const { Descriptor, Platforms } = await client.distributionInspect(name);
    return {
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
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    await io.err(
      `image ${Image} could not be accessed on a registry to record\nits digest. Each node will access ${Image} independently,\npossibly leading to different nodes running different\nversions of the image.\n\n`,
    );
    return { ...template, ContainerSpec: { ...template.ContainerSpec, Image: name } };
  }
}
