// `docker` for a machine that has Node but no Docker: one file, the simulated host in it.
import { ask, runDocker } from './client.ts';
import { serve } from './server.ts';

/** Where the host of this machine listens, unless DRYDOCK_PORT says otherwise. */
const PORT = 23_750;

const port = Number(process.env['DRYDOCK_PORT'] ?? PORT);
const [role, ...rest] = process.argv.slice(2);
if (role === '--drydock-serve') {
  await serve(port, rest);
} else if (role === '--drydock-request') {
  const [method = 'GET', target = '/_ping', body = ''] = rest;
  process.exitCode = await ask(port, method, target, body);
} else {
  process.exitCode = await runDocker(port, process.argv.slice(2));
}
