import { familiarReference, parseReference, withDefaultTag } from '../../../api/reference.ts';
import { DaemonError } from '../../../client/request.ts';
import { defineCommand } from '../../command.ts';
import { readConfig } from '../../config-file.ts';
import { UsageError } from '../../errors.ts';
import { authHeader } from '../registry/server.ts';

export const manifestInspect = defineCommand({
  use: 'docker manifest inspect [OPTIONS] [MANIFEST_LIST] MANIFEST',
  short: 'Display an image manifest, or manifest list',
  long: `Display an image manifest, or manifest list

EXPERIMENTAL:
  docker manifest inspect is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`,
  flags: {
    insecure: { type: 'bool', usage: 'Allow communication with an insecure registry' },
    verbose: {
      type: 'bool',
      short: 'v',
      usage: 'Output additional info including layers and platform',
      simulated: false,
    },
  },
  args: { min: 1, max: 2 },
  run: async ({ client, io, args, flags }) => {
    const reference = withDefaultTag(parseReference(args.at(-1) ?? ''));
    const missing = new UsageError(`no such manifest: ${familiarReference(reference)}`);
    if (reference.domain !== 'docker.io' && !flags.insecure) throw missing;
    try {
      const manifest = await client.registryManifest(
        familiarReference(reference),
        authHeader(readConfig(io), reference),
      );
      await io.out(`${JSON.stringify(manifest, null, '\t')}\n`);
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
      if (error.status === 404) throw missing;
      throw new UsageError(`failed to configure transport: error pinging v2 registry: ${error.message}`);
    }
  },
});
