import { defineCommand } from '../../command.ts';
import { KEPT_LS_FLAGS, listKept } from '../kept.ts';

export const secretLs = defineCommand({
  use: 'docker secret ls [OPTIONS]',
  aliases: ['docker secret ls', 'docker secret list'],
  short: 'List secrets',
  flags: KEPT_LS_FLAGS,
  args: { min: 0, max: 0 },
  run: ({ client, io, flags }) => listKept('secret', io, flags, (filters) => client.secretList(filters)),
});
