import { fullName, fullReference, parseReference, withDefaultTag } from '../../../api/reference.ts';
import { defineCommand } from '../../command.ts';
import { refuseContentTrust } from '../../content-trust.ts';
import { StatusError } from '../../errors.ts';
import { pullImage } from './pull-image.ts';

export const imagePull = defineCommand({
  use: 'docker pull [OPTIONS] NAME[:TAG|@DIGEST]',
  also: ['docker image pull'],
  aliases: ['docker image pull', 'docker pull'],
  short: 'Download an image from a registry',
  flags: {
    'all-tags': { type: 'bool', short: 'a', usage: 'Download all tagged images in the repository' },
    'disable-content-trust': { type: 'bool', usage: 'Skip image verification', default: 'true' },
    platform: { type: 'string', usage: 'Set platform if server is multi-platform capable' },
    quiet: { type: 'bool', short: 'q', usage: 'Suppress verbose output' },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags, changed }) => {
    refuseContentTrust({ flags, changed, io });
    const given = parseReference(args[0] ?? '');
    const nameOnly = given.tag === undefined && given.digest === undefined;
    const allTags = flags['all-tags'];
    if (allTags && !nameOnly) throw new StatusError(1, "tag can't be used with --all-tags/-a");
    const reference = allTags ? given : withDefaultTag(given);
    if (!allTags && nameOnly && !flags.quiet) await io.out(`Using default tag: ${reference.tag ?? ''}\n`);
    const { quiet } = flags;
    const platform = flags.platform || (io.env.get('DOCKER_DEFAULT_PLATFORM') ?? '');
    await pullImage({ client, io, reference, platform, quiet, allTags, toStderr: false });
    await io.out(`${allTags ? fullName(reference) : fullReference(reference)}\n`);
  },
});
