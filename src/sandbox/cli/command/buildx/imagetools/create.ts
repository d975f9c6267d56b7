import { familiarReference, fullName } from '../../../../api/reference.ts';
import { DaemonError } from '../../../../client/request.ts';
import { progressMode } from '../../../build/progress-mode.ts';
import { findRegistryImage, type Listed, readName, type RegistryImage } from '../../../buildx/registry-image.ts';
import { defineCommand } from '../../../command.ts';
import { readConfig } from '../../../config-file.ts';
import { StatusError } from '../../../errors.ts';
import { authHeader } from '../../registry/server.ts';

const OCI = 'application/vnd.oci.image';
const LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';

export const imagetoolsCreate = defineCommand({
  use: 'docker buildx imagetools create [OPTIONS] [SOURCE...]',
  also: ['docker builder imagetools create'],
  plugin: true,
  short: 'Create a new image based on source images',
  flags: {
    annotation: { type: 'stringArray', usage: 'Add annotation to the image', simulated: false },
    append: { type: 'bool', usage: 'Append to existing manifest' },
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    'dry-run': { type: 'bool', usage: 'Show final image instead of pushing' },
    file: { type: 'stringArray', short: 'f', usage: 'Read source descriptor from file', simulated: false },
    platform: { type: 'stringArray', short: 'p', usage: 'Filter specified platforms of target image' },
    'prefer-index': {
      type: 'bool',
      usage:
        'When only a single source is specified, prefer outputting an image index or manifest list instead of performing a carbon copy',
      default: 'true',
    },
    progress: {
      type: 'string',
      usage:
        'Set type of progress output ("auto", "none", "plain", "rawjson", "tty"). Use plain to show container output',
      default: 'auto',
    },
    tag: { type: 'stringArray', short: 't', usage: 'Set reference for new image' },
  },
  args: { min: 0 },
  run: async ({ client, io, args, flags }) => {
    if (args.length === 0) throw new StatusError(1, 'ERROR: no sources specified');
    if (flags.tag.length === 0 && !flags['dry-run']) {
      throw new StatusError(1, "ERROR: can't push with no tags specified, please set --tag or --dry-run");
    }
    const mode = progressMode(io, flags.progress, false);
    const tags = flags.tag.map((text) => ({ text, reference: readName(text) }));
    const [target] = flags.tag;
    const names = flags.append && target !== undefined ? [target, ...args] : args;
    const sources: Source[] = [];
    for (const name of names) sources.push({ given: name, image: await findRegistryImage(io, client, name) });
    const { text, from } = combine(
      sources,
      flags.platform.flatMap((each) => each.split(',')),
      flags['prefer-index'],
    );
    if (flags['dry-run']) return io.out(`${text}\n`);
    for (const [index, { text: shown, reference }] of tags.entries()) {
      const tell = async (line: string) => (mode === 'none' ? undefined : io.err(`#${index + 1} ${line}\n`));
      await tell(`[internal] pushing ${shown}`);
      const elsewhere = Object.entries(from).filter(([, name]) => fullName(readName(name)) !== fullName(reference));
      for (const [digest, name] of Object.entries(from)) await tell(`0.000 copying ${digest} from ${name} to ${shown}`);
      const copies = Object.fromEntries(elsewhere.map(([digest, name]) => [digest, familiarReference(readName(name))]));
      try {
        const auth = authHeader(readConfig(io), reference);
        const { digest } = await client.registryPutManifest(
          familiarReference(reference),
          { text, sources: copies },
          auth,
        );
        await tell(`0.000 pushing ${digest} to ${shown}`);
      } catch (error) {
        if (error instanceof DaemonError) throw new StatusError(1, `ERROR: ${error.message}`);
        throw error;
      }
      await tell('DONE 0.0s');
    }
  },
});

interface Source {
  readonly given: string;
  readonly image: RegistryImage;
}

/** One index of all manifests of the sources. @see buildx util/imagetools/create.go, Combine */
function combine(sources: readonly Source[], platforms: readonly string[], prefersIndex: boolean) {
  const [only] = sources;
  const single = sources.length === 1 && only !== undefined;
  if (single && platforms.length === 0 && (only.image.manifests !== undefined || !prefersIndex)) {
    const listed = only.image.manifests;
    return {
      text: only.image.text,
      from: Object.fromEntries((listed ?? [ownDescriptor(only.image)]).map(({ digest }) => [digest, only.given])),
    };
  }
  const all = new Map<string, Listed & { readonly from: string }>();
  for (const { given, image } of sources) {
    for (const listed of image.manifests ?? [ownDescriptor(image)]) {
      if (fits(listed, platforms)) all.set(listed.digest, { ...listed, from: given });
    }
  }
  const manifests = [...all.values()].map(({ from: _, ...listed }) => listed);
  const isOci = manifests.some(({ mediaType }) => mediaType.startsWith(OCI));
  const index = { schemaVersion: 2, mediaType: isOci ? `${OCI}.index.v1+json` : LIST, manifests };
  return {
    text: JSON.stringify(index, null, 2),
    from: Object.fromEntries([...all].map(([digest, { from }]) => [digest, from])),
  };
}

const fits = ({ platform }: Listed, wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.includes(`${platform?.os ?? ''}/${platform?.architecture ?? ''}`);

/** A manifest that no index lists, with the platform of its configuration. */
function ownDescriptor({ mediaType, digest, text, configs }: RegistryImage): Listed {
  const size = new TextEncoder().encode(text).length;
  const config = configs[digest];
  if (config === undefined) return { mediaType, digest, size };
  const { architecture, os } = JSON.parse(config) as { architecture: string; os: string };
  return { mediaType, digest, size, platform: { architecture, os } };
}
