import { commandList } from '../command-list.ts';
import type { SearchRecord } from './record.ts';

/** One record for each command and each of its flags. */
export function commandRecords(): SearchRecord[] {
  return commandList().flatMap(({ path, paths, short, url, flags }) => [
    { kind: 'command', title: path, url, text: short, names: paths },
    ...flags
      .filter(({ hidden }) => !hidden)
      .map((flag): SearchRecord => ({
        kind: 'flag',
        title: `${path} ${flag.spellings.join(', ')}`,
        url: `${url}#${flag.long}`,
        text: flag.usage,
        names: flag.spellings,
      })),
  ]);
}
