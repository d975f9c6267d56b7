import { defineCommand } from '../../command.ts';
import {
  checkContextName,
  DEFAULT_CONTEXT,
  DEFAULT_DESCRIPTION,
  hasContext,
  readContext,
  writeContext,
} from '../../context-store.ts';
import { UsageError } from '../../errors.ts';
import { DEFAULT_HOST } from '../../opts/host.ts';
import { dockerEndpoint, endpointHelp } from './endpoint.ts';

export const contextCreate = defineCommand({
  use: 'docker context create [OPTIONS] CONTEXT',
  short: 'Create a context',
  long: endpointHelp('create'),
  flags: {
    description: { type: 'string', usage: 'Description of the context' },
    docker: { type: 'stringToString', default: '[]', usage: 'set the docker endpoint' },
    from: { type: 'string', usage: 'create context from a named context' },
  },
  args: { min: 1, max: 1 },
  run: async ({ io, args, flags, changed, context }) => {
    const [name = ''] = args;
    checkContextName(name);
    if (hasContext(io, name)) throw new UsageError(`context "${name}" already exists`);
    const from = flags.from || (changed.has('docker') ? '' : context);
    const source = from === '' || from === DEFAULT_CONTEXT ? undefined : readContext(io, from);
    const inherited = source?.Metadata.Description ?? (from === DEFAULT_CONTEXT ? DEFAULT_DESCRIPTION : '');
    const description = flags.description || inherited;
    writeContext(io, {
      Name: name,
      Metadata: description === '' ? {} : { Description: description },
      Endpoints: {
        docker: changed.has('docker')
          ? dockerEndpoint(io, flags.docker)
          : (source?.Endpoints.docker ?? { Host: io.env.get('DOCKER_HOST') || DEFAULT_HOST, SkipTLSVerify: false }),
      },
    });
    await io.out(`${name}\n`);
    await io.err(`Successfully created context "${name}"\n`);
  },
});
