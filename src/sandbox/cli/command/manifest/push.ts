import { familiarReference, fullName, fullReference, parseReference } from '../../../api/reference.ts';
import { DaemonError } from '../../../client/request.ts';
import { readConfig } from '../../config-file.ts';
import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { authHeader } from '../registry/server.ts';
import { experimental } from './experimental.ts';
import { listText } from './image-manifest.ts';
import { readName } from './read-name.ts';
import { removeList, storedList } from './store.ts';

const SHORT = 'Push a manifest list to a repository';
const DENIED = 'errors:\ndenied: requested access to the resource is denied\nunauthorized: authentication required\n';

export const manifestPush = defineCommand({
  use: 'docker manifest push [OPTIONS] MANIFEST_LIST',
  short: SHORT,
  long: experimental(SHORT, 'docker manifest push'),
  flags: {
    insecure: { type: 'bool', usage: 'Allow push to an insecure registry' },
    purge: { type: 'bool', short: 'p', usage: 'Remove the local manifest list after push' },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const list = readName(args[0] ?? '');
    const manifests = storedList(io, list);
    if (manifests === undefined || manifests.length === 0) {
      throw new UsageError(`No such manifest: ${fullReference(list)}`);
    }
    if (list.domain === 'docker.io') throw new UsageError(DENIED);
    if (!flags.insecure) {
      const why = `Get "https://${list.domain}/v2/": http: server gave HTTP response to HTTPS client`;
      throw new UsageError(`failed to configure transport: error pinging v2 registry: ${why}`);
    }
    const elsewhere = manifests.flatMap(({ Ref, Descriptor: { digest } }) => {
      const from = parseReference(Ref);
      if (from.domain !== list.domain) {
        const domains = `${from.domain} != ${list.domain}`;
        throw new UsageError(`cannot use source images from a different registry than the target image: ${domains}`);
      }
      return fullName(from) === fullName(list) ? [] : [{ digest, from }];
    });
    const sources = Object.fromEntries(elsewhere.map(({ digest, from }) => [digest, familiarReference(from)]));
    try {
      const auth = authHeader(readConfig(io), list);
      const { digest } = await client.registryPutManifest(
        familiarReference(list),
        { text: listText(manifests), sources },
        auth,
      );
      for (const { digest: moved } of elsewhere) {
        await io.out(`Pushed ref ${fullName(list)}@${moved} with digest: ${moved}\n`);
      }
      await io.out(`${digest}\n`);
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
      throw new UsageError(`failed to configure transport: error pinging v2 registry: ${error.message}`);
    }
    if (flags.purge) removeList(io, list);
  },
});
