import { fullReference } from '../../../api/reference.ts';
import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { experimental } from './experimental.ts';
import { fetchManifests } from './image-manifest.ts';
import { readName } from './read-name.ts';
import { storedList, storedManifest, storeManifest } from './store.ts';

const SHORT = 'Create a local manifest list for annotating and pushing to a registry';

export const manifestCreate = defineCommand({
  use: 'docker manifest create MANIFEST_LIST MANIFEST [MANIFEST...]',
  short: SHORT,
  long: experimental(SHORT, 'docker manifest create'),
  flags: {
    amend: { type: 'bool', short: 'a', usage: 'Amend an existing manifest list' },
    insecure: { type: 'bool', usage: 'Allow communication with an insecure registry' },
  },
  args: { min: 2 },
  run: async ({ client, io, args, flags }) => {
    const [target = '', ...names] = args;
    const list = readName(target, `error parsing name for manifest list ${target}: `);
    if (storedList(io, list) !== undefined && !flags.amend) {
      throw new UsageError('refusing to amend an existing manifest list with no --amend flag');
    }
    for (const text of names) {
      const name = readName(text);
      const { isList, manifests } = await fetchManifests(io, client, name, flags.insecure);
      const [manifest] = manifests;
      if (isList || manifest === undefined) throw new UsageError(`${fullReference(name)} is a manifest list`);
      storeManifest(io, list, name, storedManifest(io, list, name) ?? manifest);
    }
    await io.out(`Created manifest list ${fullReference(list)}\n`);
  },
});
