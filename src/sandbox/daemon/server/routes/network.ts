import { findNetwork } from '../../network/find.ts';
import { inspectNetwork } from '../../network/inspect.ts';
import { listNetworks } from '../../network/list.ts';
import { removeNetwork } from '../../network/remove.ts';
import { empty, json } from '../response.ts';
import type { Routes } from '../router.ts';
import { seldomAsked } from './seldom-asked.ts';

export const networkRoutes: Routes = {
  ...seldomAsked(
    'POST /networks/create',
    'POST /networks/prune',
    'POST /networks/{id}/connect',
    'POST /networks/{id}/disconnect',
  ),

  'GET /networks': (daemon, request) => json(listNetworks(daemon, request.filters)),

  'GET /networks/{id}': (daemon, request) => json(inspectNetwork(daemon, findNetwork(daemon, request.param('id')))),

  'DELETE /networks/{id}': (daemon, request) => {
    removeNetwork(daemon, findNetwork(daemon, request.param('id')));
    return empty();
  },
};
