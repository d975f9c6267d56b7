import { encode } from '../../../kernel/bytes.ts';
import { tarBytes, type TarEntry } from '../../../kernel/fs/tar.ts';
import { defineCommand } from '../../command.ts';
import { type ContextMetadata, DEFAULT_CONTEXT, DEFAULT_DESCRIPTION, readContext } from '../../context-store.ts';
import { StatusError, UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { defaultHost } from '../../opts/host.ts';

const member = (path: string, type: TarEntry['type'], mode: number): TarEntry => ({
  path,
  type,
  mode,
  uid: 0,
  gid: 0,
  mtime: 0,
});

/** The archive of a context: `meta.json` and certificates. @see docker/cli cli/context/store/store.go Export */
const archive = (context: ContextMetadata) =>
  tarBytes([
    { ...member('meta.json', 'file', 0o644), content: encode(JSON.stringify(context)) },
    member('tls', 'directory', 0o700),
  ]);

const ownContext = (io: Io): ContextMetadata => ({
  Name: DEFAULT_CONTEXT,
  Metadata: { Description: DEFAULT_DESCRIPTION },
  Endpoints: { docker: { Host: defaultHost({ host: '' }, io), SkipTLSVerify: false } },
});

export const contextExport = defineCommand({
  use: 'docker context export [OPTIONS] CONTEXT [FILE|-]',
  short: 'Export a context to a tar archive FILE or a tar stream on STDOUT.',
  args: { min: 1, max: 2 },
  flags: {},
  run: async ({ io, args }) => {
    const [name = '', path = `${name}.dockercontext`] = args;
    const context = name === DEFAULT_CONTEXT ? ownContext(io) : readContext(io, name);
    if (path === '-') {
      if (io.isTerminal(1)) throw new StatusError(1, 'cowardly refusing to export to a terminal, specify a file path');
      await io.out(archive(context));
      return;
    }
    if (io.fs.exists(path)) throw new UsageError(`open ${path}: file exists`);
    io.fs.writeFile(path, archive(context), { mode: 0o600 });
    await io.err(`Written file "${path}"\n`);
  },
});
