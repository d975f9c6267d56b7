import { defineCommand } from '../../command.ts';

const VERSION = 'github.com/docker/buildx 0.29.1+ds1 0.29.1+ds1-4';

export const buildxVersion = defineCommand({
  use: 'docker buildx version',
  also: ['docker builder version'],
  plugin: true,
  short: 'Show buildx version information',
  flags: { debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' } },
  args: { min: 0, max: 0, exact: true },
  run: async ({ io }) => io.out(`${VERSION}\n`),
});
