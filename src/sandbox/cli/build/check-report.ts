import type { BuildFailure, BuildWarning } from '../../api/types/build.ts';
import { excerpt } from './excerpt.ts';

/** What `--check` prints. @see buildkit frontend/subrequests/lint */
export function checkReport(warnings: readonly BuildWarning[], failed: boolean): string {
  if (warnings.length === 0) return failed ? '' : 'Check complete, no warnings found.\n';
  const verb = warnings.length === 1 ? 'warning has' : 'warnings have';
  const parts = warnings.map(({ rule, url, message, source }) => {
    const link = url === '' ? '' : ` - ${url}`;
    return `\nWARNING: ${rule}${link}\n${message}\n${excerpt(source)}`;
  });
  return `Check complete, ${warnings.length} ${verb} been found!\n${parts.join('')}${failed ? '\n' : ''}`;
}

/** `--call=check,format=json` */
export const checkJson = (warnings: readonly BuildWarning[], error: BuildFailure | undefined): string =>
  `${JSON.stringify(
    {
      warnings: warnings.map(({ rule, description, url, message, source }) => ({
        ruleName: rule,
        description,
        url,
        detail: message,
        location: {
          ranges: [{ start: { line: source.start }, end: { line: source.end } }],
        },
      })),
      sources: warnings.slice(0, 1).map(({ source }) => ({ filename: source.filename })),
      ...(error !== undefined && { buildError: { message: error.message } }),
    },
    null,
    2,
  )}\n`;
