import type { RestartPolicy } from '../../api/types/container.ts';
import { UsageError } from '../errors.ts';

/** The value of `--restart`: `always`, `on-failure:3`. The daemon judges the name. */
export function parseRestartPolicy(text: string): RestartPolicy {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  const count = colon < 0 ? '' : text.slice(colon + 1);
  if (colon >= 0 && name === '') {
    throw new UsageError('invalid restart policy format: no policy provided before colon');
  }
  if (count !== '' && !/^[-+]?\d+$/.test(count)) {
    throw new UsageError('invalid restart policy format: maximum retry count must be an integer');
  }
  return { Name: name as RestartPolicy['Name'], MaximumRetryCount: Number(count) };
}
