import { bake, type BakeFlags } from '../../cli/bake/bake.ts';
import { buildxBake } from '../../cli/command/buildx/bake.ts';
import { parseFlags } from '../../cli/opts/parse.ts';
import type { Plugin } from '../../cli/plugin.ts';
import { composeReader } from './read.ts';

/** `docker buildx bake`, which reads Compose files, too. */
export const bakeWithCompose: Plugin = async ({ argv, io, client, path }) => {
  const { flags, args } = parseFlags(buildxBake.flags, argv);
  await bake({ client, io, args, flags: flags as unknown as BakeFlags, words: argv, path }, (warn) =>
    composeReader(io, warn),
  );
  return 0;
};
