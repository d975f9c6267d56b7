// npm start: builds the site with its search index and serves it.
import { once } from 'node:events';
import { createServer } from './static-server.mjs';
import { runTool } from './run.mjs';

const PORT = Number(process.env.PORT ?? 4321);

async function listen() {
  const server = createServer('dist');
  server.listen(PORT);
  try {
    await once(server, 'listening');
  } catch (error) {
    const taken = /** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE';
    const why = taken ? `port ${PORT} is taken: stop what listens there, or set PORT to another` : String(error);
    process.stderr.write(`Drydock cannot serve: ${why}\n`);
    process.exit(1);
  }
  return server;
}

// A taken port is known before the build, not after it.
const probe = await listen();
probe.close();
await once(probe, 'close');

const status = await runTool('astro', ['build']);
if (status !== 0) process.exit(status);
await listen();
process.stdout.write(`Drydock serves at http://localhost:${PORT}\n`);
