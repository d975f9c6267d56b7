import type { Routes } from '../router.ts';
import { later } from './later.ts';

/** Everything of a swarm; its code comes when it is first asked for. */
export const swarmObjectRoutes: Routes = {
  ...later(
    async () => (await import('./swarm.ts')).swarmRoutes,
    'GET /swarm',
    'POST /swarm/init',
    'POST /swarm/join',
    'POST /swarm/leave',
    'POST /swarm/update',
    'GET /swarm/unlockkey',
  ),
  ...later(
    async () => (await import('./node.ts')).nodeRoutes,
    'GET /nodes',
    'GET /nodes/{id}',
    'POST /nodes/{id}/update',
    'DELETE /nodes/{id}',
  ),
  ...later(
    async () => (await import('./service.ts')).serviceRoutes,
    'GET /services',
    'POST /services/create',
    'GET /services/{id}',
    'POST /services/{id}/update',
    'DELETE /services/{id}',
    'GET /services/{id}/logs',
    'GET /tasks/{id}/logs',
  ),
  ...later(async () => (await import('./task.ts')).taskRoutes, 'GET /tasks', 'GET /tasks/{id}'),
  ...later(
    async () => (await import('./secret.ts')).secretRoutes,
    'GET /secrets',
    'POST /secrets/create',
    'GET /secrets/{id}',
    'POST /secrets/{id}/update',
    'DELETE /secrets/{id}',
  ),
  ...later(
    async () => (await import('./config.ts')).configRoutes,
    'GET /configs',
    'POST /configs/create',
    'GET /configs/{id}',
    'POST /configs/{id}/update',
    'DELETE /configs/{id}',
  ),
};
