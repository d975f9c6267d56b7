import { encode } from '../../../kernel/bytes.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { diskUsage } from '../../system/df.ts';
import { streamEvents } from '../../system/events.ts';
import { info } from '../../system/info.ts';
import { version } from '../../system/version.ts';
import { swarmStatus } from '../../swarm/slot.ts';
import { json, stream } from '../response.ts';
import { queryTime } from '../query-time.ts';
import type { Routes } from '../router.ts';

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
  'GET /version': (daemon) => json(version(daemon)),
  // Nothing is built here yet, so the cache is empty.
  'GET /info': (daemon) => json(info(daemon)),
  'GET /system/df': (daemon, request) => json(diskUsage(daemon, request.list('type'))),
  'GET /events': (daemon, request) =>
    stream(streamEvents(daemon, queryTime(request, 'since'), queryTime(request, 'until'), request.filters)),
};
