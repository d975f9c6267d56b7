import type { ImageDeleteItem } from '../../../api/types/image.ts';
import { isNotFound } from '../../../client/not-found.ts';
import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import { platformJson } from '../../opts/platform.ts';

export const imageRm = defineCommand({
  use: 'docker rmi [OPTIONS] IMAGE [IMAGE...]',
  also: ['docker image rm'],
  aliases: ['docker image rm', 'docker image remove', 'docker rmi'],
  short: 'Remove one or more images',
  flags: {
    force: { type: 'bool', short: 'f', usage: 'Force removal of the image' },
    'no-prune': { type: 'bool', usage: 'Do not delete untagged parents' },
    platform: {
      type: 'strings',
      usage: 'Remove only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")',
    },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    const platforms = flags.platform.map(platformJson);
    const failures: string[] = [];
    let fatal = false;
    for (const name of args) {
      try {
        const options = { force: flags.force, pruneChildren: !flags['no-prune'], platforms };
        await io.out(deletedLines(await client.imageRemove(name, options)));
      } catch (error) {
        failures.push(errorText(error));
        if (!isNotFound(error)) fatal = true;
      }
    }
    if (failures.length === 0) return;
    if (!flags.force || fatal) throw new StatusError(1, failures.join('\n'));
    await io.err(`${failures.join('\n')}\n`);
  },
});

const deletedLines = (items: readonly ImageDeleteItem[]): string =>
  items
    .map(({ Deleted, Untagged }) => (Deleted === undefined ? `Untagged: ${Untagged ?? ''}\n` : `Deleted: ${Deleted}\n`))
    .join('');
