import { managerOf } from '../../swarm/swarm.ts';
import { findTask, listTasks } from '../../swarm/task.ts';
import { toTask } from '../../swarm/view.ts';
import { json } from '../response.ts';
import type { Routes } from '../router.ts';

export const taskRoutes = {
  'GET /tasks': (daemon, request) => json(listTasks(managerOf(daemon), request.filters)),

  'GET /tasks/{id}': (daemon, request) => {
    const swarm = managerOf(daemon);
    return json(toTask(swarm, findTask(swarm, request.param('id'))));
  },
} satisfies Routes;
