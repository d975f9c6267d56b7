import { defineCommand } from '../../command.ts';
import { KEPT_LS_FLAGS, listKept } from '../kept.ts';

export const configLs = defineCommand({
  use: 'docker config ls [OPTIONS]',
  aliases: ['docker config ls', 'docker config list'],
  short: 'List configs',
  flags: KEPT_LS_FLAGS,
  args: { min: 0, max: 0 },
  run: ({ client, io, flags }) => listKept('config', io, flags, (filters) => client.configList(filters)),
});
