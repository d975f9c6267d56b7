import { defineCommand } from '../../command.ts';
import { showLogs } from './show-logs.ts';

export const serviceLogs = defineCommand({
  use: 'docker service logs [OPTIONS] SERVICE|TASK',
  short: 'Fetch the logs of a service or task',
  flags: {
    details: { type: 'bool', usage: 'Show extra details provided to logs' },
    follow: { type: 'bool', short: 'f', usage: 'Follow log output' },
    'no-resolve': { type: 'bool', usage: 'Do not map IDs to Names in output' },
    'no-task-ids': { type: 'bool', usage: 'Do not include task IDs in output' },
    'no-trunc': { type: 'bool', usage: 'Do not truncate output' },
    raw: { type: 'bool', usage: 'Do not neatly format logs' },
    since: {
      type: 'string',
      usage: 'Show logs since timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)',
    },
    tail: { type: 'string', short: 'n', usage: 'Number of lines to show from the end of the logs', default: 'all' },
    timestamps: { type: 'bool', short: 't', usage: 'Show timestamps' },
  },
  args: { min: 1, max: 1 },
  run: showLogs,
});
