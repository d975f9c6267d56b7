import type { Call } from '../tool/call.ts';
import type { Tool } from '../tool/tool.ts';
import { terminalOf } from '../text/screen.ts';
import { readRequest } from './arguments.ts';
import { install } from './install.ts';
import { findRelease } from './packages.ts';
import { remove } from './remove.ts';
import { codenameOf } from './system.ts';
import { update } from './update.ts';

/** Words that do nothing where nothing can be upgraded, and those that clean what isn't kept. */
const QUIET = new Set(['clean', 'autoclean', 'check']);
const UPGRADES = new Set(['upgrade', 'dist-upgrade', 'full-upgrade', 'autoremove']);

const tool = (name: 'apt' | 'apt-get'): Tool => ({
  name,
  about: 'Install packages',
  gnu: { raw: true },
  run: (call) => runApt(call, name),
});

export const apt = tool('apt');
export const aptGet = tool('apt-get');

async function runApt(call: Call, name: 'apt' | 'apt-get'): Promise<number> {
  const { process } = call;
  const terminal = terminalOf(process, 1) !== undefined;
  if (name === 'apt' && !terminal)
    await process.err('\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n');
  const request = readRequest(call.operands, terminal);
  if ('unknown' in request) return refuse(call, `${name} ${request.unknown}`);
  const { command } = request;
  if (command === undefined) return refuse(call, `the help of ${name}`);
  if (QUIET.has(command)) return 0;
  const codename = codenameOf(process);
  const release = await process.kernel.clock.outside(findRelease(codename));
  if (release === undefined) return refuse(call, `packages of ${codename || 'this system'}`);
  if (command === 'update') return update(call, request, release);
  if (command === 'install') return install(call, request, release);
  if (command === 'remove' || command === 'purge') return remove(call, request, release);
  if (UPGRADES.has(command)) return install(call, { ...request, names: [] }, release);
  if (['source', 'download', 'build-dep', 'list', 'search', 'show', 'policy', 'satisfy', 'reinstall'].includes(command))
    return refuse(call, `${name} ${command}`);
  await process.err(`E: Invalid operation ${command}\n`);
  return 100;
}

async function refuse({ process }: Call, what: string): Promise<number> {
  await process.err(`drydock: not simulated: ${what}\n`);
  return 100;
}
