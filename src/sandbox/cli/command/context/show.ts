import { defineCommand } from '../../command.ts';

export const contextShow = defineCommand({
  use: 'docker context show',
  short: 'Print the name of the current context',
  flags: {},
  args: { min: 0, max: 0 },
  run: async ({ io, context }) => io.out(`${context}\n`),
});
