import { ApiError } from '../../../api/errors.ts';
import { encode } from '../../../kernel/bytes.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { streamEvents } from '../../system/events.ts';
import { swarmStatus } from '../../swarm/slot.ts';
import { stream } from '../response.ts';
import { queryTime } from '../query-time.ts';
import type { Routes } from '../router.ts';
import { seldomAsked } from './seldom-asked.ts';

const PING_HEADERS = {
  'builder-version': '2',
  'cache-control': 'no-cache, no-store, must-revalidate',
  'content-type': 'text/plain; charset=utf-8',
  pragma: 'no-cache',
};

export const systemRoutes: Routes = {
  'GET /_ping': ({ swarm }) => ({
    status: 200,
    headers: { ...PING_HEADERS, swarm: swarmStatus(swarm) },
    body: ByteStream.of(encode('OK')),
  }),
  'HEAD /_ping': ({ swarm }) => ({
    status: 200,
    headers: { ...PING_HEADERS, swarm: swarmStatus(swarm) },
    body: ByteStream.of(),
  }),
  ...seldomAsked(
    'GET /version',
    'GET /info',
    'GET /system/df',
    'GET /plugins',
    'GET /plugins/{name*}/json',
    'DELETE /plugins/{name*}',
    'POST /plugins/{name*}/enable',
    'POST /plugins/{name*}/disable',
    'POST /plugins/{name*}/set',
    'POST /plugins/{name*}/push',
  ),
  'GET /events': (daemon, request) => {
    const [since, until] = [queryTime(request, 'since'), queryTime(request, 'until')];
    if (until !== undefined && until < (since ?? until)) {
      const [from, to] = [request.text('since'), request.text('until')];
      throw new ApiError('invalid_parameter', `\`since\` time (${from}) cannot be after \`until\` time (${to})`);
    }
    return stream(streamEvents(daemon, since, until, request.filters));
  },
};
