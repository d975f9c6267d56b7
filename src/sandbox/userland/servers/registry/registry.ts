import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { HttpRequest, HttpResponse } from '../../../kernel/net/http.ts';
import { listen } from '../../../kernel/net/listen.ts';
import type { Peer } from '../../../kernel/net/listener.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import { SignalQueue } from '../serve-until.ts';
import { RegistryHandler } from './handler.ts';
import { RegistryStore } from './store.ts';

interface Settings {
  readonly address: string;
  readonly port: number;
  readonly directory: string;
  readonly mayDelete: boolean;
}

const USAGE = `\`registry\`

Usage:
  registry [flags]
  registry [command]

Available Commands:
  garbage-collect \`garbage-collect\` deletes layers not referenced by any manifests
  help            Help about any command
  serve           \`serve\` stores and distributes Docker images

Flags:
  -h, --help      help for registry
  -v, --version   show the version and exit

Use "registry [command] --help" for more information about a command.
`;

/** `registry serve CONFIG`: an image registry. Its files are those of the real one. */
export const registry: Program = async (process) => {
  const [, command, path] = process.argv;
  if (command === undefined || command === 'help' || command === '--help') {
    await process.out(USAGE);
    return 0;
  }
  if (command !== 'serve') {
    await process.err(`drydock: not simulated: registry ${command}\n`);
    return 126;
  }
  if (path === undefined) {
    await process.err('configuration error: configuration path unspecified\n');
    return 1;
  }
  const settings = await readSettings(process, path);
  return typeof settings === 'string' ? refuse(process, settings) : serve(process, settings);
};

async function refuse(process: Process, text: string): Promise<number> {
  await process.err(text);
  return 1;
}

/** The few settings of the configuration file that matter here; variables come first. */
async function readSettings(process: Process, path: string): Promise<Settings | string> {
  let text: string;
  try {
    text = decode(process.fs.readFile(path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return `configuration error: open ${path}: ${error.message.toLowerCase()}\n`;
  }
  const of = (variable: string, pattern: RegExp) => process.env.get(variable) ?? pattern.exec(text)?.[1];
  if (of('REGISTRY_AUTH', /^auth:\s*\{?\s*(\w+)/m) !== undefined) {
    return 'drydock: not simulated: authentication of a registry\n';
  }
  const address = of('REGISTRY_HTTP_ADDR', /\baddr: *['"]?([^\s'",}]+)/) ?? ':5000';
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? [];
  return {
    address: host === '' || host === 'localhost' ? '0.0.0.0' : host,
    port: Number(port),
    directory:
      of('REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY', /\brootdirectory: *['"]?([^\s'",}]+)/) ?? '/var/lib/registry',
    mayDelete: of('REGISTRY_STORAGE_DELETE_ENABLED', /\bdelete:\s*\{?\s*enabled: *(true)/) === 'true',
  };
}

async function serve(process: Process, settings: Settings): Promise<number> {
  const { address, port, directory, mayDelete } = settings;
  const time = () => new Date(process.kernel.clock.now()).toISOString();
  const log = (message: string) =>
    process.err(`time="${time()}" level=info msg="${message}" go.version=go1.25.9 version=3.1.1\n`);
  const signals = new SignalQueue(process, ['TERM', 'INT']);
  const store = new RegistryStore(process.fs, directory);
  const handler = new RegistryHandler({ store, random: process.kernel.random, mayDelete });
  const http = async (request: HttpRequest, peer: Peer): Promise<HttpResponse> => {
    const response = await handler.answer(request);
    const { method, target, headers } = request;
    const { status, headers: sent } = response;
    const when = logTime(process.kernel.clock.now());
    await process.out(
      `${peer.address} - - [${when}] "${method} ${target} HTTP/1.1" ${status} ${sent['content-length'] ?? 0} "" "${headers['user-agent'] ?? ''}"\n`,
    );
    return response;
  };
  try {
    listen(process, { address, port, ...(address === '0.0.0.0' && { sockets: ['*'] }) }, { http });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return refuse(process, `listen tcp ${address}:${port}: bind: ${error.message.toLowerCase()}\n`);
  }
  await log('redis not configured');
  await log(`listening on ${address === '0.0.0.0' ? '[::]' : address}:${port}`);
  await signals.next();
  await log('stopping server gracefully. Draining connections for 0s');
  return 0;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `21/Nov/2026:08:36:18 +0000` */
function logTime(ms: number): string {
  const [date = '', clock = ''] = new Date(ms).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1] ?? ''}/${year}:${clock.slice(0, 8)} +0000`;
}
