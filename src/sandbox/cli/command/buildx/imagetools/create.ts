import { familiarName, familiarReference, fullName, parseReference } from '../../../../api/reference.ts';
import type { Client } from '../../../../client/client.ts';
import { DaemonError } from '../../../../client/request.ts';
import { progressMode } from '../../../build/progress-mode.ts';
import { combineImages, type Source } from '../../../buildx/combine-images.ts';
import { type ImageAnnotation, readAnnotations } from '../../../buildx/image-annotations.ts';
import { type FileSource, onlyRepository, readSourceFile } from '../../../buildx/source-file.ts';
import { findRegistryImage, type Listed, readName, type RegistryImage } from '../../../buildx/registry-image.ts';
import { defineCommand } from '../../../command.ts';
import { readConfig } from '../../../config-file.ts';
import { StatusError, UsageError } from '../../../errors.ts';
import type { Io } from '../../../io.ts';
import { authHeader } from '../../registry/server.ts';

export const imagetoolsCreate = defineCommand({
  use: 'docker buildx imagetools create [OPTIONS] [SOURCE...]',
  also: ['docker builder imagetools create'],
  plugin: true,
  short: 'Create a new image based on source images',
  flags: {
    annotation: { type: 'stringArray', usage: 'Add annotation to the image' },
    append: { type: 'bool', usage: 'Append to existing manifest' },
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    'dry-run': { type: 'bool', usage: 'Show final image instead of pushing' },
    file: { type: 'stringArray', short: 'f', usage: 'Read source descriptor from file' },
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
    if (args.length + flags.file.length === 0) throw new StatusError(1, 'ERROR: no sources specified');
    if (flags.tag.length === 0 && !flags['dry-run']) {
      throw new StatusError(1, "ERROR: can't push with no tags specified, please set --tag or --dry-run");
    }
    const mode = progressMode(io, flags.progress, false);
    const tags = flags.tag.map((text) => ({ text, reference: readName(text) }));
    const annotations = annotationsOf(flags.annotation);
    const [target] = flags.tag;
    const names = flags.append && target !== undefined ? [target, ...args] : args;
    const sources = await readSources(io, client, { names, files: flags.file, tags: flags.tag });
    const { text, from } = combineImages(sources, {
      platforms: flags.platform.flatMap((each) => each.split(',')),
      prefersIndex: flags['prefer-index'],
      annotations,
    });
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

/** @throws {StatusError} `ERROR: failed to parse annotations: unknown annotation type "nosuch"` */
function annotationsOf(texts: readonly string[]): readonly ImageAnnotation[] {
  try {
    return readAnnotations(texts);
  } catch (error) {
    if (error instanceof UsageError) throw new StatusError(1, `ERROR: failed to parse annotations: ${error.message}`);
    throw error;
  }
}

/** Images of registries, and what stands in files. */
async function readSources(
  io: Io,
  client: Client,
  {
    names,
    files,
    tags,
  }: { readonly names: readonly string[]; readonly files: readonly string[]; readonly tags: readonly string[] },
): Promise<readonly Source[]> {
  const read: FileSource[] = [];
  for (const file of files) read.push(await readSourceFile(io, file));
  const own: FileSource[] = names.map((reference) => ({ reference }));
  const sources: Source[] = [];
  for (const each of [...read, ...own]) {
    if ('descriptor' in each) {
      const repository = onlyRepository([...tags, ...names]);
      const given = `${familiarName(parseReference(repository))}:latest`;
      sources.push({ given, image: undefined, listed: [each.descriptor] });
    } else {
      const image = await findRegistryImage(io, client, each.reference);
      sources.push({ given: each.reference, image, listed: image.manifests ?? [ownDescriptor(image)] });
    }
  }
  return sources;
}

/** A manifest that no index lists, with the platform of its configuration. */
function ownDescriptor({ mediaType, digest, text, configs }: RegistryImage): Listed {
  const size = new TextEncoder().encode(text).length;
  const config = configs[digest];
  if (config === undefined) return { mediaType, digest, size };
  const { architecture, os } = JSON.parse(config) as { architecture: string; os: string };
  return { mediaType, digest, size, platform: { architecture, os } };
}
