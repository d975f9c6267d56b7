import type { Call } from '../tool/call.ts';
import type { Request } from './arguments.ts';
import { installsOf, type Package, packagesOf, PROGRAMS, REFUSED, type Release } from './packages.ts';
import { sizeText } from './size-text.ts';
import { hasLists, isInstalled, reachesOutside } from './system.ts';
import { unpack } from './unpack.ts';
import { wrapped } from './wrapped.ts';

const RATE = 9_000_000;

/** `apt-get install` */
export async function install(call: Call, request: Request, release: Release): Promise<number> {
  const { process } = call;
  const say = (text: string) => (request.quiet < 2 ? process.out(text) : Promise.resolve());
  if (process.credentials.uid !== 0) {
    await process.err(
      'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\n' +
        'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n',
    );
    return 100;
  }
  for (const what of ['Reading package lists', 'Building dependency tree', 'Reading state information'])
    await say(request.reading(what));
  const asked = request.names.map((name) => name.replace(/[=/].*$/, ''));
  const here = (name: string) => isInstalled(process, name);
  const known = (name: string) => here(name) || (hasLists(process) && installsOf(release, name, false) !== undefined);
  const refused = asked.filter((name) => !known(name) && hasLists(process) && REFUSED.has(name));
  if (refused.length > 0) {
    await process.err(
      `drydock: not simulated: package ${refused.join(', ')} (here: ${Object.keys(PROGRAMS).join(', ')})\n`,
    );
    return 100;
  }
  const missing = asked.filter((name) => !known(name));
  for (const name of missing) await process.err(`E: Unable to locate package ${name}\n`);
  if (missing.length > 0) return 100;

  const packages = packagesOf(release);
  for (const name of asked.filter(here)) {
    const version = packages.get(name)?.version;
    await say(`${name} is already the newest version${version === undefined ? '' : ` (${version})`}.\n`);
  }
  const wanted = asked.filter((name) => !here(name));
  const names = new Set(
    wanted.flatMap((name) => installsOf(release, name, request.recommends) ?? []).filter((n) => !here(n)),
  );
  const fresh = [...names].flatMap((name) => packages.get(name) ?? []);
  const extra = fresh.filter(({ name }) => !wanted.includes(name));
  if (extra.length > 0) await say(`The following additional packages will be installed:\n${wrapped(extra)}`);
  if (fresh.length > 0) await say(`The following NEW packages will be installed:\n${wrapped(fresh)}`);
  await say(`0 upgraded, ${fresh.length} newly installed, 0 to remove and 0 not upgraded.\n`);
  if (fresh.length === 0) return 0;
  const size = fresh.reduce((sum, item) => sum + item.size, 0);
  const disk = fresh.reduce((sum, item) => sum + item.installed, 0);
  await say(
    `Need to get ${sizeText(size)} of archives.\nAfter this operation, ${sizeText(disk)} of additional disk space will be used.\n`,
  );
  if (!request.yes && (extra.length > 0 || wanted.length > 1 || request.quiet > 0) && !(await agrees(call))) {
    await process.out('Abort.\n');
    return 1;
  }
  if (!(await fetch(call, fresh, release, say))) return 100;
  await unpack(process, fresh, release);
  return 0;
}

async function agrees({ process }: Call): Promise<boolean> {
  await process.out('Do you want to continue? [Y/n] ');
  for await (const line of process.lines(0)) return /^(y|yes|)$/i.test(line.trim());
  return false;
}

async function fetch(
  { process }: Call,
  packages: readonly Package[],
  { lists }: Release,
  say: (text: string) => Promise<void>,
): Promise<boolean> {
  const [first = ''] = lists.split('\n');
  const [, archive = '', suite = ''] = /^(\S+) (\S+)/.exec(first) ?? [];
  const host = archive.split('/')[2] ?? '';
  if (!(await reachesOutside(process))) {
    for (const { name, version } of packages)
      await process.err(
        `E: Failed to fetch ${archive}/pool/main/${name.slice(0, name.startsWith('lib') ? 4 : 1)}/${name}/${name}_${version.replace(/^\d+:/, '')}_amd64.deb  Temporary failure resolving '${host}'\n`,
      );
    await process.err('E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\n');
    return false;
  }
  let total = 0;
  for (const [index, { name, version, architecture, size }] of packages.entries()) {
    await say(
      `Get:${index + 1} ${archive} ${suite}/main amd64 ${name} ${architecture} ${version} [${sizeText(size)}]\n`,
    );
    await process.sleep((size / RATE) * 1000);
    total += size;
  }
  await process.err('debconf: delaying package configuration, since apt-utils is not installed\n');
  const seconds = Math.floor(total / RATE);
  await say(`Fetched ${sizeText(total)} in ${seconds}s (${sizeText(seconds === 0 ? RATE : total / seconds)}/s)\n`);
  return true;
}
