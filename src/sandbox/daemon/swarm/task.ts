import type { Filters } from '../../api/filters.ts';
import type { Task, TaskState } from '../../api/types/task.ts';
import { matchesLabels } from '../container/list-filter.ts';
import { ApiError } from '../../api/errors.ts';
import { checkFilters } from './node.ts';
import type { TaskRecord } from './state.ts';
import { findIn, type Swarm } from './swarm.ts';
import { taskName } from './task-container.ts';
import { toTask } from './view.ts';

export const findTask = (swarm: Swarm, reference: string): TaskRecord =>
  findIn('task', swarm.state.tasks, reference, (task) =>
    swarm.state.services.has(task.serviceId) ? taskName(swarm, task) : '',
  );

const DESIRED: readonly TaskState[] = ['running', 'shutdown', 'accepted', 'ready', 'complete', 'remove'];

/** GET /tasks */
export function listTasks(swarm: Swarm, filters: Filters): Task[] {
  checkFilters(filters, ['_up-to-date', 'desired-state', 'id', 'label', 'name', 'node', 'runtime', 'service']);
  const { services, nodes, tasks } = swarm.state;
  const some = (key: string, test: (value: string) => boolean) => {
    const values = filters.get(key) ?? [];
    return values.length === 0 || values.some(test);
  };
  for (const state of filters.get('desired-state') ?? []) {
    if (!DESIRED.includes(state as TaskState)) {
      throw new ApiError('invalid_parameter', `Invalid desired-state filter: '${state}'`);
    }
  }
  const nameOf = (task: TaskRecord) => (services.has(task.serviceId) ? taskName(swarm, task) : '');
  return [...tasks.values()]
    .filter((task) => services.has(task.serviceId) && task.desired !== 'remove')
    .filter((task) => {
      const service = services.get(task.serviceId);
      return (
        some('id', (value) => task.id.startsWith(value)) &&
        some('name', (value) => nameOf(task).startsWith(value)) &&
        some('service', (value) => task.serviceId === value || service?.spec.Name === value) &&
        some('node', (value) => task.nodeId === value || nodes.get(task.nodeId)?.hostname === value) &&
        some('desired-state', (value) => task.desired === value) &&
        some('_up-to-date', (value) => (value === 'true') === (task.specVersion === service?.specVersion)) &&
        matchesLabels(service?.spec.TaskTemplate.ContainerSpec.Labels ?? {}, filters.get('label') ?? [])
      );
    })
    .map((task) => toTask(swarm, task));
}
