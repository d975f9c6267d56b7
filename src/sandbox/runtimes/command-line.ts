import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { createHost, type Host } from '../host/create-host.ts';
import { hub } from '../registry/hub/index.ts';
import { nodePlatform } from './node.ts';
import { replayAll } from './replay-pool.ts';
import { parseScenario, type Scenario } from './scenario.ts';
import { createApiServer } from './serve.ts';
import { interact } from './terminal.ts';

export const USAGE = `Usage: npm run -s drydock                       a prompt on the simulated host
       npm run -s drydock < SCRIPT             run a script on it
       npm run -s drydock -- run 'COMMANDS'    run commands
       npm run -s drydock -- replay FILE...    replay scenario files, a line of JSON each
       npm run -s drydock -- explain FILE      a Dockerfile or compose.yaml in words (--json, --history FILE)
       npm run -s drydock -- serve --port N    the Engine API on 127.0.0.1:N
       npm run -s drydock -- snippets          the site's runnable blocks as scenarios, a line a page
`;

/** The command line was not understood. */
export class UsageError extends Error {}

const ownHost = (): Host => {
  const platform = nodePlatform();
  return createHost({ platform, clock: 'real', seed: Math.floor(Math.random() * 2 ** 32), registry: hub() });
};

/** @returns the exit code. @throws {UsageError} */
export async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  switch (command) {
    case undefined:
      return process.stdin.isTTY ? interact(ownHost()) : run(await text(process.stdin));
    case 'run':
      if (rest.length === 0) throw new UsageError('run: which commands?');
      return run(rest.join(' '));
    case 'replay':
      if (rest.length === 0) throw new UsageError('replay: which files?');
      return replayFiles(rest);
    case 'explain':
      return explain(rest);
    case 'serve':
      return serve(readPort(rest));
    default:
      throw new UsageError(`unknown command: ${command}`);
  }
}

async function run(commands: string): Promise<number> {
  const onOutput = (bytes: Uint8Array, stream: 'stdout' | 'stderr') => void process[stream].write(bytes);
  const { exit } = await ownHost().run(commands, { onOutput });
  return exit === 'timeout' ? 124 : exit;
}

/** A file that can't be read is told on stderr; the others are replayed. */
async function replayFiles(files: readonly string[]): Promise<number> {
  const scenarios: Scenario[] = [];
  let exit = 0;
  for (const file of files) {
    try {
      scenarios.push(parseScenario(await readFile(file, 'utf8')));
    } catch (error) {
      process.stderr.write(`drydock: ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
      exit = 1;
    }
  }
  await replayAll(scenarios, (result) => void process.stdout.write(`${JSON.stringify(result)}\n`));
  return exit;
}

/** `explain FILE [--json] [--history FILE]` */
async function explain(args: readonly string[]): Promise<number> {
  const { values, positionals } = readExplain(args);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError('explain: which file?');
  const { explainFile } = await import('./explain.ts');
  try {
    const { text: shown, exit } = await explainFile(file, { json: values.json, history: values.history });
    process.stdout.write(shown);
    return exit;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    process.stderr.write(`drydock: ${(error as Error).message}\n`);
    return 1;
  }
}

function readExplain(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false }, history: { type: 'string' } },
      allowPositionals: true,
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`explain: ${error.message}`);
  }
}

function readPort(args: readonly string[]): number {
  const [flag = '', value] = args;
  const text = flag.startsWith('--port=') ? flag.slice('--port='.length) : value;
  if (!/^--port(=|$)/.test(flag) || text === undefined || !/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError('serve: --port N, N from 0 (any free one) to 65535');
  }
  return Number(text);
}

/** Serves until a signal ends the process. */
async function serve(port: number): Promise<number> {
  const server = createApiServer(ownHost().transport);
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    process.stderr.write(`drydock: ${taken ? `port ${port} is taken` : String(error)}\n`);
    return 1;
  }
  const address = server.address() as AddressInfo;
  process.stdout.write(`The Engine API is at tcp://127.0.0.1:${address.port}: DOCKER_HOST=… docker ps\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  server.close();
  server.closeAllConnections();
  return 0;
}
