import { fullReference, parseReference, withDefaultTag } from '../../../api/reference.ts';
import { familiarName, familiarReference } from '../../../api/reference.ts';
import type { ProgressMessage } from '../../../api/types/image.ts';
import { jsonLines } from '../../../client/json-lines.ts';
import { defineCommand } from '../../command.ts';
import { refuseContentTrust } from '../../content-trust.ts';
import { readConfig } from '../../config-file.ts';
import { StatusError } from '../../errors.ts';
import { platformJson } from '../../opts/platform.ts';
import { showProgress } from '../../progress.ts';
import { authHeader } from '../registry/server.ts';

const PLATFORM_ONLY = `
 Info -> Using --platform pushes only the specified platform manifest of a multi-platform image index.
         Other components, like attestations, will not be included.
         To push the complete multi-platform image, remove the --platform flag.

`;

export const imagePush = defineCommand({
  use: 'docker push [OPTIONS] NAME[:TAG]',
  also: ['docker image push'],
  aliases: ['docker image push', 'docker push'],
  short: 'Upload an image to a registry',
  flags: {
    'all-tags': { type: 'bool', short: 'a', usage: 'Push all tags of an image to the repository' },
    'disable-content-trust': { type: 'bool', usage: 'Skip image signing', default: 'true' },
    platform: {
      type: 'string',
      usage:
        "Push a platform-specific manifest as a single-platform image to the registry.\nImage index won't be pushed, meaning that other manifests, including attestations won't be preserved.\n'os[/arch[/variant]]': Explicit platform (eg. linux/amd64)",
    },
    quiet: { type: 'bool', short: 'q', usage: 'Suppress verbose output' },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags, changed }) => {
    refuseContentTrust({ flags, changed, io });
    const { quiet, 'all-tags': all } = flags;
    const platform = platformJson(flags.platform);
    if (platform !== '') await io.out(PLATFORM_ONLY);
    const given = parseReference(args[0] ?? '');
    const nameOnly = given.tag === undefined && given.digest === undefined;
    if (all && !nameOnly) throw new StatusError(1, "tag can't be used with --all-tags/-a");
    const reference = all ? given : withDefaultTag(given);
    if (!all && nameOnly && !quiet) await io.out(`Using default tag: ${reference.tag ?? ''}\n`);
    if (reference.digest !== undefined) throw new StatusError(1, 'cannot push a digest reference');
    const auth = authHeader(readConfig(io), reference);
    const stream = await client.imagePush(familiarName(reference), {
      ...(reference.tag !== undefined && { tag: reference.tag }),
      ...(platform !== '' && { platform }),
      auth,
    });
    const columns = quiet ? undefined : io.size(1)?.columns;
    const write = quiet ? async () => {} : io.out;
    await showProgress(jsonLines<ProgressMessage>(stream), { write, columns });
    if (quiet)
      await io.out(`${reference.domain === 'docker.io' ? fullReference(reference) : familiarReference(reference)}\n`);
  },
});
