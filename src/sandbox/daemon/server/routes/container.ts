import { CONTAINER_CREATE } from '../../../api/bodies.ts';
import { ApiError } from '../../../api/errors.ts';
import type { ContainerCreateBody, WaitCondition } from '../../../api/types/container.ts';
import { encode } from '../../../kernel/bytes.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { attachContainer } from '../../container/attach.ts';
import { createContainer } from '../../container/create.ts';
import { findContainer } from '../../container/find.ts';
import { inspectContainer } from '../../container/inspect.ts';
import { killContainer } from '../../container/kill.ts';
import { listContainers } from '../../container/list.ts';
import { containerLogs } from '../../container/logs.ts';
import { pauseContainer } from '../../container/pause.ts';
import { removeContainer } from '../../container/remove.ts';
import { removeLink } from '../../container/remove-link.ts';
import { resizeContainer } from '../../container/resize.ts';
import { restartContainer } from '../../container/restart.ts';
import { startContainer } from '../../container/start.ts';
import { stopContainer } from '../../container/stop.ts';
import { unpauseContainer } from '../../container/unpause.ts';
import { waitForContainer } from '../../container/wait.ts';
import { queryTime } from '../query-time.ts';
import type { ApiRequest } from '../request.ts';
import { empty, hijacked, json, stream, streamType } from '../response.ts';
import type { Routes } from '../router.ts';
import { seldomAsked } from './seldom-asked.ts';

const stopOptions = (request: ApiRequest) => ({ signal: request.text('signal'), timeout: request.number('t') });

export const containerRoutes: Routes = {
  ...seldomAsked(
    'HEAD /containers/{id}/archive',
    'GET /containers/{id}/archive',
    'PUT /containers/{id}/archive',
    'GET /containers/{id}/changes',
    'GET /containers/{id}/export',
    'POST /commit',
  ),
  ...seldomAsked(
    'GET /containers/{id}/top',
    'GET /containers/{id}/stats',
    'POST /containers/{id}/update',
    'POST /containers/{id}/rename',
    'POST /containers/prune',
  ),

  'GET /containers/json': (daemon, request) =>
    json(
      listContainers(daemon, {
        all: request.flag('all'),
        size: request.flag('size'),
        limit: request.number('limit') ?? 0,
        filters: request.filters,
      }),
    ),

  'POST /containers/create': async (daemon, request) => {
    const body = await request.json<ContainerCreateBody>(CONTAINER_CREATE, '');
    const options = { name: request.text('name'), platform: request.text('platform') };
    return json(createContainer(daemon, body, options), 201);
  },

  'GET /containers/{id}/json': (daemon, request) =>
    json(inspectContainer(daemon, findContainer(daemon, request.param('id')), { size: request.flag('size') })),

  'POST /containers/{id}/start': async (daemon, request) =>
    empty((await startContainer(daemon, findContainer(daemon, request.param('id')))) ? 204 : 304),

  'POST /containers/{id}/stop': async (daemon, request) => {
    const id = request.param('id');
    const record = findContainer(daemon, id);
    if (!record.state.running) return empty(304);
    try {
      return empty((await stopContainer(daemon, record, stopOptions(request))) ? 204 : 304);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      throw new ApiError(error.kind, `cannot stop container: ${id}: ${error.message}`);
    }
  },

  'POST /containers/{id}/restart': async (daemon, request) => {
    const id = request.param('id');
    await restartContainer(daemon, findContainer(daemon, id), id, stopOptions(request));
    return empty();
  },

  'POST /containers/{id}/kill': async (daemon, request) => {
    await killContainer(daemon, request.param('id'), request.text('signal'));
    return empty();
  },

  'POST /containers/{id}/pause': (daemon, request) => {
    pauseContainer(daemon, findContainer(daemon, request.param('id')));
    return empty();
  },

  'POST /containers/{id}/unpause': (daemon, request) => {
    unpauseContainer(daemon, findContainer(daemon, request.param('id')));
    return empty();
  },

  'DELETE /containers/{id}': async (daemon, request) => {
    const record = findContainer(daemon, request.param('id'));
    if (request.flag('link')) {
      removeLink(daemon, request.param('id'));
      return empty();
    }
    await removeContainer(daemon, record, { force: request.flag('force'), volumes: request.flag('v') });
    return empty();
  },

  'POST /containers/{id}/wait': (daemon, request) => {
    const condition = (request.text('condition') || 'not-running') as WaitCondition;
    if (!['not-running', 'next-exit', 'removed'].includes(condition)) {
      throw new ApiError('invalid_parameter', `invalid condition: "${condition}"`);
    }
    const { result, cancel } = waitForContainer(daemon, findContainer(daemon, request.param('id')), condition);
    const body = new ByteStream();
    body.onCancel(cancel);
    void result.then((response) => {
      body.push(encode(`${JSON.stringify(response)}\n`));
      body.end();
    });
    return stream(body);
  },

  'POST /containers/{id}/attach': (daemon, request) => {
    const record = findContainer(daemon, request.param('id'));
    const connection = attachContainer(daemon, record, {
      stream: request.flag('stream'),
      stdin: request.flag('stdin'),
      stdout: request.flag('stdout'),
      stderr: request.flag('stderr'),
      logs: request.flag('logs'),
      detachKeys: request.text('detachKeys'),
    });
    return hijacked(connection, !record.config.Tty);
  },

  'POST /containers/{id}/resize': (daemon, request) => {
    const size = { rows: request.number('h') ?? 0, columns: request.number('w') ?? 0 };
    resizeContainer(daemon, findContainer(daemon, request.param('id')), size);
    return empty(200);
  },

  'GET /containers/{id}/logs': (daemon, request) => {
    const record = findContainer(daemon, request.param('id'));
    const body = containerLogs(daemon, record, {
      follow: request.flag('follow'),
      stdout: request.flag('stdout'),
      stderr: request.flag('stderr'),
      timestamps: request.flag('timestamps'),
      details: request.flag('details'),
      since: queryTime(request, 'since') ?? 0,
      until: queryTime(request, 'until') || Infinity,
      tail: request.text('tail', 'all'),
    });
    return stream(body, streamType(!record.config.Tty));
  },
};
