import { defineCompose } from '../command.ts';
import { eachContainer } from '../each-container.ts';

export const pause = defineCompose({
  name: 'pause',
  use: 'docker compose pause [SERVICE...]',
  short: 'Pause services',
  args: { kind: 'any' },
  flags: { 'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' } },
  run: (invocation) => eachContainer(invocation, 'Paused', (client, id) => client.containerPause(id)),
});
