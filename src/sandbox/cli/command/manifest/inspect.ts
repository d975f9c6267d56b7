import { fullReference } from '../../../api/reference.ts';
import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { experimental } from './experimental.ts';
import { fetchManifests, type ImageManifest, listText } from './image-manifest.ts';
import { readName } from './read-name.ts';
import { storedList, storedManifest } from './store.ts';

const SHORT = 'Display an image manifest, or manifest list';

export const manifestInspect = defineCommand({
  use: 'docker manifest inspect [OPTIONS] [MANIFEST_LIST] MANIFEST',
  short: SHORT,
  long: experimental(SHORT, 'docker manifest inspect'),
  flags: {
    insecure: { type: 'bool', usage: 'Allow communication with an insecure registry' },
    verbose: { type: 'bool', short: 'v', usage: 'Output additional info including layers and platform' },
  },
  args: { min: 1, max: 2 },
  run: async ({ client, io, args, flags }) => {
    const name = readName(args.at(-1) ?? '');
    const one = (manifest: ImageManifest) => io.out(`${imageText(manifest, flags.verbose)}\n`);
    const list = (manifests: readonly ImageManifest[]) =>
      io.out(`${flags.verbose ? tabbed(manifests) : listText(manifests)}\n`);
    if (args.length > 1) {
      const manifest = storedManifest(io, readName(args[0] ?? ''), name);
      if (manifest === undefined) throw new UsageError(`No such manifest: ${fullReference(name)}`);
      return one(manifest);
    }
    const stored = storedList(io, name);
    if (stored !== undefined) return list(stored);
    const { isList, manifests } = await fetchManifests(io, client, name, flags.insecure);
    const [first] = manifests;
    return isList || first === undefined ? list(manifests) : one(first);
  },
});

const tabbed = (value: unknown): string => JSON.stringify(value, null, '\t');

const imageText = (manifest: ImageManifest, verbose: boolean): string =>
  tabbed(verbose ? manifest : (manifest.OCIManifest ?? manifest.SchemaV2Manifest));
