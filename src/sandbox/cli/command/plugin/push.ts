import { familiarReference, parseReference, withDefaultTag } from '../../../api/reference.ts';
import { defineCommand } from '../../command.ts';

export const pluginPush = defineCommand({
  use: 'docker plugin push [OPTIONS] PLUGIN[:TAG]',
  short: 'Push a plugin to a registry',
  flags: { 'disable-content-trust': { type: 'bool', usage: 'Skip image signing', default: 'true' } },
  args: { min: 1, max: 1 },
  run: ({ client, args: [name = ''] }) => client.pluginPush(familiarReference(withDefaultTag(parseReference(name)))),
});
