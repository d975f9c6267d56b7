import type { BuildWarning } from '../../api/types/build.ts';
import { excerpt } from './excerpt.ts';

/** What stands below the log of a build that had warnings. @param explained `--debug`: what each means, and where */
export function warningSummary(warnings: readonly BuildWarning[], explained: boolean): string {
  const count = `${warnings.length} warning${warnings.length === 1 ? '' : 's'} found`;
  const lines = warnings.map(({ rule, message, source, description, url }) => {
    const more = url === '' ? '' : `More info: ${url}\n`;
    const meaning = explained ? `${description}\n${more}${excerpt(source)}\n` : '';
    return ` - ${rule}: ${message} (line ${source.start})\n${meaning}`;
  });
  const hint = explained ? '' : ' (use docker --debug to expand)';
  return `\n \x1b[33m${count}${hint}:\n\x1b[0m${lines.join('')}`;
}
