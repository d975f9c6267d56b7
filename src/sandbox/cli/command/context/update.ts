import { defineCommand } from '../../command.ts';
import { checkContextName, readContext, writeContext } from '../../context-store.ts';
import { dockerEndpoint, endpointHelp } from './endpoint.ts';

export const contextUpdate = defineCommand({
  use: 'docker context update [OPTIONS] CONTEXT',
  short: 'Update a context',
  long: endpointHelp('update'),
  flags: {
    description: { type: 'string', usage: 'Description of the context' },
    docker: { type: 'stringToString', default: '[]', usage: 'set the docker endpoint' },
  },
  args: { min: 1, max: 1 },
  run: async ({ io, args, flags, changed }) => {
    const [name = ''] = args;
    checkContextName(name);
    const { Metadata, Endpoints } = readContext(io, name);
    writeContext(io, {
      Name: name,
      Metadata: flags.description === '' ? Metadata : { ...Metadata, Description: flags.description },
      Endpoints: changed.has('docker') ? { docker: dockerEndpoint(io, flags.docker) } : Endpoints,
    });
    await io.out(`${name}\n`);
    await io.err(`Successfully updated context "${name}"\n`);
  },
});
