import type { Call } from '../tool/call.ts';
import type { Request } from './arguments.ts';
import { packagesOf, PROGRAMS, type Release } from './packages.ts';
import { sizeText } from './size-text.ts';
import { isInstalled, removeFromStatus } from './system.ts';
import { wrapped } from './wrapped.ts';

/** `apt-get remove` and `purge`: what the packages brought along stays. */
export async function remove(call: Call, request: Request, release: Release): Promise<number> {
  const { process } = call;
  const say = (text: string) => (request.quiet < 2 ? process.out(text) : Promise.resolve());
  for (const what of ['Reading package lists', 'Building dependency tree', 'Reading state information'])
    await say(request.reading(what));
  const packages = packagesOf(release);
  const unknown = request.names.filter((name) => !packages.has(name));
  for (const name of unknown) await process.err(`E: Unable to locate package ${name}\n`);
  if (unknown.length > 0) return 100;
  const gone = request.names.flatMap((name) => (isInstalled(process, name) ? (packages.get(name) ?? []) : []));
  for (const name of request.names)
    if (!isInstalled(process, name)) await say(`Package '${name}' is not installed, so not removed\n`);
  if (gone.length > 0) await say(`The following packages will be REMOVED:\n${wrapped(gone)}`);
  await say(`0 upgraded, 0 newly installed, ${gone.length} to remove and 0 not upgraded.\n`);
  if (gone.length === 0) return 0;
  const disk = gone.reduce((sum, { installed }) => sum + installed, 0);
  await say(`After this operation, ${sizeText(disk)} disk space will be freed.\n`);
  if (!request.yes) {
    await process.out('Do you want to continue? [Y/n] Abort.\n');
    return 1;
  }
  for (const { name, version } of gone) {
    await process.out(`Removing ${name} (${version}) ...\n`);
    for (const path of PROGRAMS[name] ?? []) if (process.fs.exists(path)) process.fs.unlink(path);
    removeFromStatus(process, name);
  }
  return 0;
}
