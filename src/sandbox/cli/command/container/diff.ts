import { defineCommand } from '../../command.ts';

const LETTERS = ['C', 'A', 'D'];

export const containerDiff = defineCommand({
  use: 'docker diff CONTAINER',
  also: ['docker container diff'],
  aliases: ['docker container diff', 'docker diff'],
  short: "Inspect changes to files or directories on a container's filesystem",
  flags: {},
  args: { min: 1, max: 1 },
  run: async ({ client, io, args }) => {
    const [name = ''] = args;
    const changes = (await client.containerDiff(name)) ?? [];
    await io.out(changes.map(({ Kind, Path }) => `${LETTERS[Kind] ?? '?'} ${Path}\n`).join(''));
  },
});
