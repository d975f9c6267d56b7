import { familiarName, parseReference, withDefaultTag } from '../../../api/reference.ts';
import { defineCommand } from '../../command.ts';

export const containerCommit = defineCommand({
  use: 'docker commit [OPTIONS] CONTAINER [REPOSITORY[:TAG]]',
  also: ['docker container commit'],
  aliases: ['docker container commit', 'docker commit'],
  short: "Create a new image from a container's changes",
  flags: {
    author: { type: 'string', short: 'a', usage: 'Author (e.g., "John Hannibal Smith <hannibal@a-team.com>")' },
    change: { type: 'list', short: 'c', usage: 'Apply Dockerfile instruction to the created image' },
    message: { type: 'string', short: 'm', usage: 'Commit message' },
    pause: { type: 'bool', short: 'p', usage: 'Pause container during commit', default: 'true' },
  },
  args: { min: 1, max: 2 },
  run: async ({ client, io, args, flags }) => {
    const [name = '', target] = args;
    const reference = target === undefined || target === '' ? undefined : withDefaultTag(parseReference(target));
    const { Id } = await client.containerCommit(name, {
      ...(reference !== undefined && { repo: familiarName(reference), tag: reference.tag ?? '' }),
      comment: flags.message,
      author: flags.author,
      changes: flags.change,
      pause: flags.pause,
    });
    await io.out(`${Id}\n`);
  },
});
