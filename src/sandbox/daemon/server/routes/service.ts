import type { ServiceSpec } from '../../../api/types/service.ts';
import { serviceTasks, taskLogs } from '../../swarm/logs.ts';
import { createService, findService, listServices, removeService, updateService } from '../../swarm/service.ts';
import { managerOf, pause } from '../../swarm/swarm.ts';
import { findTask } from '../../swarm/task.ts';
import { toService } from '../../swarm/view.ts';
import { queryTime } from '../query-time.ts';
import type { ApiRequest } from '../request.ts';
import { empty, json, stream, streamType } from '../response.ts';
import type { Routes } from '../router.ts';

/** Until the managers agree and the answer is with the client, ms: tasks whose image is there have begun by then. */
const ANSWER_TIME = 150;

const logsRequest = (request: ApiRequest) => ({
  follow: request.flag('follow'),
  stdout: request.flag('stdout'),
  stderr: request.flag('stderr'),
  timestamps: request.flag('timestamps'),
  details: request.flag('details'),
  since: queryTime(request, 'since') ?? 0,
  tail: request.text('tail', 'all'),
});

export const serviceRoutes = {
  'GET /services': (daemon, request) => json(listServices(managerOf(daemon), request.filters, request.flag('status'))),

  'POST /services/create': async (daemon, request) => {
    const swarm = managerOf(daemon);
    const { id } = createService(swarm, await request.json<ServiceSpec>());
    await pause(swarm, ANSWER_TIME);
    return json({ ID: id }, 201);
  },

  'GET /services/{id}': (daemon, request) => {
    const swarm = managerOf(daemon);
    return json(toService(swarm, findService(swarm, request.param('id'))));
  },

  'POST /services/{id}/update': async (daemon, request) => {
    const swarm = managerOf(daemon);
    const service = findService(swarm, request.param('id'));
    const spec = await request.json<ServiceSpec>();
    updateService(swarm, service, request.number('version') ?? 0, spec, request.text('rollback') === 'previous');
    await pause(swarm, ANSWER_TIME);
    return json({ Warnings: null });
  },

  'DELETE /services/{id}': (daemon, request) => {
    const swarm = managerOf(daemon);
    removeService(swarm, findService(swarm, request.param('id')));
    return empty(200);
  },

  'GET /services/{id}/logs': (daemon, request) => {
    const swarm = managerOf(daemon);
    const service = findService(swarm, request.param('id'));
    const body = taskLogs(swarm, serviceTasks(swarm, service.id), logsRequest(request));
    return stream(body, streamType(service.spec.TaskTemplate.ContainerSpec.TTY !== true));
  },

  'GET /tasks/{id}/logs': (daemon, request) => {
    const swarm = managerOf(daemon);
    const task = findTask(swarm, request.param('id'));
    const body = taskLogs(swarm, () => [task], logsRequest(request));
    return stream(body, streamType(task.spec.ContainerSpec.TTY !== true));
  },
} satisfies Routes;
