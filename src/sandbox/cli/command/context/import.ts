import { readInput } from '../../input-stream.ts';
import { type Bytes, decode, EMPTY } from '../../../kernel/bytes.ts';
import { readTar, TarError } from '../../../kernel/fs/tar.ts';
import { defineCommand } from '../../command.ts';
import { checkContextName, type ContextMetadata, hasContext, writeContext } from '../../context-store.ts';
import { UsageError } from '../../errors.ts';

/** @throws {UsageError} what is no archive of a context. @see docker/cli cli/context/store/store.go importTar */
function parse(archive: Bytes): ContextMetadata {
  try {
    const content = readTar(archive).find(({ path }) => path === 'meta.json')?.content ?? EMPTY;
    const text = decode('head' in content ? content.head : content);
    if (text === '') throw new UsageError('invalid context: no metadata found');
    return JSON.parse(text) as ContextMetadata;
  } catch (error) {
    if (error instanceof TarError) throw new UsageError(error.message);
    if (error instanceof SyntaxError) throw new UsageError('unexpected end of JSON input');
    throw error;
  }
}

export const contextImport = defineCommand({
  use: 'docker context import CONTEXT FILE|-',
  short: 'Import a context from a tar or zip file',
  args: { min: 2, max: 2 },
  flags: {},
  run: async ({ io, args }) => {
    const [name = '', path = ''] = args;
    checkContextName(name);
    if (hasContext(io, name)) throw new UsageError(`context "${name}" already exists`);
    const context = parse(path === '-' ? await readInput(io) : io.fs.readFile(path));
    writeContext(io, { ...context, Name: name });
    await io.out(`${name}\n`);
    await io.err(`Successfully imported context "${name}"\n`);
  },
});
