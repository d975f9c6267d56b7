import { EXEC_CREATE, EXEC_START } from '../../../api/bodies.ts';
import type { ExecCreateBody, ExecStartBody } from '../../../api/types/exec.ts';
import { findContainer } from '../../container/find.ts';
import { createExec } from '../../exec/create.ts';
import { findExec } from '../../exec/find.ts';
import { inspectExec } from '../../exec/inspect.ts';
import { startExecAttached, startExecDetached } from '../../exec/start.ts';
import { empty, hijacked, json } from '../response.ts';
import type { Routes } from '../router.ts';

export const execRoutes: Routes = {
  'POST /containers/{id}/exec': async (daemon, request) => {
    const body = await request.json<ExecCreateBody>(EXEC_CREATE);
    const reference = request.param('id');
    return json(createExec(daemon, findContainer(daemon, reference), body, reference), 201);
  },

  'POST /exec/{id}/start': async (daemon, request) => {
    const exec = findExec(daemon, request.param('id'));
    const body = await request.json<ExecStartBody>(EXEC_START);
    if (body.Detach === true) {
      await startExecDetached(daemon, exec);
      return empty(200);
    }
    return hijacked(startExecAttached(daemon, exec, body), exec.body.Tty !== true);
  },

  'POST /exec/{id}/resize': (daemon, request) => {
    const exec = findExec(daemon, request.param('id'));
    exec.size = { rows: request.number('h') ?? 0, columns: request.number('w') ?? 0 };
    exec.terminal?.resize(exec.size);
    return empty(200);
  },

  'GET /exec/{id}/json': (daemon, request) => json(inspectExec(findExec(daemon, request.param('id')))),
};
