import { defineCommand } from '../../command.ts';
import { type ContextMetadata, contextPaths, DEFAULT_CONTEXT, readContext } from '../../context-store.ts';
import { inspectAll } from '../../inspect.ts';
import type { Io } from '../../io.ts';
import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';
import { defaultHost } from '../../opts/host.ts';

const IN_MEMORY = '<IN MEMORY>';

const defaultContext = (io: Io): ContextMetadata => ({
  Name: DEFAULT_CONTEXT,
  Metadata: {},
  Endpoints: { docker: { Host: defaultHost({ host: '' }, io), SkipTLSVerify: false } },
});

export const contextInspect = defineCommand({
  use: 'docker context inspect [OPTIONS] [CONTEXT] [CONTEXT...]',
  short: 'Display detailed information on one or more contexts',
  flags: { format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE } },
  args: { min: 0 },
  run: ({ io, args, flags, context }) =>
    inspectAll(io, args.length > 0 ? args : [context], flags.format, async (name) => {
      const isDefault = name === DEFAULT_CONTEXT;
      const { meta, tls } = isDefault ? { meta: IN_MEMORY, tls: IN_MEMORY } : contextPaths(io, name);
      const { Name, Metadata, Endpoints } = isDefault ? defaultContext(io) : readContext(io, name);
      const Storage = { MetadataPath: meta, TLSPath: tls };
      return {
        json: { Name, Metadata, Endpoints, TLSMaterial: {}, Storage },
        type: 'context.contextWithTLSListing',
        byTypeOnly: true,
      };
    }),
});
