import { defineCompose } from '../command.ts';
import { eachContainer } from '../each-container.ts';

export const unpause = defineCompose({
  name: 'unpause',
  use: 'docker compose unpause [SERVICE...]',
  short: 'Unpause services',
  args: { kind: 'any' },
  flags: { 'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' } },
  run: (invocation) => eachContainer(invocation, 'Unpaused', (client, id) => client.containerUnpause(id)),
});
