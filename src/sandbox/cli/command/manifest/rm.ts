import { fullReference } from '../../../api/reference.ts';
import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { experimental } from './experimental.ts';
import { readName } from './read-name.ts';
import { removeList, storedList } from './store.ts';

const SHORT = 'Delete one or more manifest lists from local storage';

export const manifestRm = defineCommand({
  use: 'docker manifest rm MANIFEST_LIST [MANIFEST_LIST...]',
  short: SHORT,
  long: experimental(SHORT, 'docker manifest rm'),
  flags: {},
  args: { min: 1 },
  run: ({ io, args }) => {
    const missing: string[] = [];
    for (const text of args) {
      const list = readName(text);
      if (storedList(io, list) === undefined) missing.push(`No such manifest: ${fullReference(list)}`);
      else removeList(io, list);
    }
    if (missing.length > 0) throw new UsageError(missing.join('\n'));
    return Promise.resolve();
  },
});
