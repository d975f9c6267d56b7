import { isNotFound } from '../../../client/not-found.ts';
import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import { eachArg } from '../each.ts';

export const containerRm = defineCommand({
  use: 'docker rm [OPTIONS] CONTAINER [CONTAINER...]',
  also: ['docker container rm'],
  aliases: ['docker container rm', 'docker container remove', 'docker rm'],
  short: 'Remove one or more containers',
  flags: {
    force: { type: 'bool', short: 'f', usage: 'Force the removal of a running container (uses SIGKILL)' },
    link: { type: 'bool', short: 'l', usage: 'Remove the specified link' },
    volumes: { type: 'bool', short: 'v', usage: 'Remove anonymous volumes associated with the container' },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    const missing: string[] = [];
    const found = new Set(args);
    await eachArg(
      {
        args,
        io: {
          ...io,
          out: async (line) => {
            if (found.has(String(line).trimEnd())) await io.out(line);
          },
        },
      },
      async (name) => {
        if (/^\/*$/.test(name)) throw new StatusError(1, 'container name cannot be empty');
        try {
          await client.containerRemove(name, {
            force: flags.force,
            removeVolumes: flags.volumes,
            removeLinks: flags.link,
          });
        } catch (error) {
          if (!flags.force || !isNotFound(error)) throw error;
          missing.push(errorText(error));
          found.delete(name);
        }
      },
    );
    for (const text of missing) await io.err(`${text}\n`);
  },
});
