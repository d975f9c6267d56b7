import { decode } from '../../kernel/bytes.ts';
import { REFUSED } from '../apt/packages.ts';
import { reachesOutside } from '../apt/system.ts';
import type { Call } from '../tool/call.ts';
import type { Tool } from '../tool/tool.ts';
import { added, placeProgram, record, removeProgram, total, world } from './database.ts';
import { type AlpineRelease, INSTALLS, RELEASES } from './release.ts';

/** Names of Alpine's own beside those of Debian. */
const ALSO_REFUSED = new Set(
  (
    'alpine-sdk apache2-utils bind-tools build-base coreutils docker docker-cli findutils gcompat gawk grep iproute2 iputils ' +
    'libc6-compat libffi-dev linux-headers musl-dev openjdk17 openjdk21 postgresql-dev procps procps-ng py3-pip sed shadow ' +
    'su-exec tar util-linux wget'
  ).split(' '),
);
const SWITCHES = new Set(['--no-cache', '--update', '-U', '--update-cache', '--no-progress', '-q', '--quiet', '-f']);
const REPOSITORIES = ['main', 'community'];

interface Alpine extends AlpineRelease {
  readonly branch: string;
}

export const apk: Tool = {
  name: 'apk',
  about: 'Install packages',
  gnu: { raw: true },
  async run(call) {
    const { process } = call;
    const version = process.fs.exists('/etc/alpine-release') ? decode(process.fs.readFile('/etc/alpine-release')) : '';
    const branch = version.split('.').slice(0, 2).join('.');
    const release = RELEASES[branch];
    const words = call.operands.filter((word) => !SWITCHES.has(word));
    const odd = words.find((word) => word.startsWith('-'));
    const [command = '', ...names] = words;
    if (release === undefined) return refuse(call, `packages of Alpine ${branch}`);
    if (odd !== undefined || !['add', 'del', 'update', 'upgrade'].includes(command))
      return refuse(call, `apk ${odd ?? command}`);
    if (process.credentials.uid !== 0) {
      await process.err(
        'ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database: Permission denied\n',
      );
      return 99;
    }
    if (command === 'del') return del(call, names, release);
    const alpine = { ...release, branch };
    if (!(await open(call, alpine))) return command === 'add' ? unknown(call, names) : 2;
    if (command === 'update') return update(call, alpine);
    return command === 'upgrade' ? done(call, alpine) : add(call, names, alpine);
  },
};

async function refuse({ process }: Call, what: string): Promise<number> {
  await process.err(`drydock: not simulated: ${what}\n`);
  return 1;
}

async function done({ process }: Call, { apk: major }: AlpineRelease): Promise<number> {
  await process.out(total(process, major));
  return 0;
}

/** Gets the indexes. */
async function open({ process }: Call, { branch, apk: major }: Alpine): Promise<boolean> {
  const reached = await reachesOutside(process);
  for (const repository of REPOSITORIES) {
    const address = `https://dl-cdn.alpinelinux.org/alpine/v${branch}/${repository}`;
    if (major === 2) await process.out(`fetch ${address}/x86_64/APKINDEX.tar.gz\n`);
    if (!reached)
      await process.err(
        major === 2
          ? `WARNING: fetching ${address}: temporary error (try again later)\n`
          : `WARNING: fetching ${address}/x86_64/APKINDEX.tar.gz: DNS: transient error (try again later)\n`,
      );
    else await process.sleep(120);
  }
  return reached;
}

async function update({ process }: Call, { branch }: Alpine): Promise<number> {
  for (const repository of REPOSITORIES)
    await process.out(`v${branch} [https://dl-cdn.alpinelinux.org/alpine/v${branch}/${repository}]\n`);
  await process.out('OK: 27547 distinct packages available\n');
  return 0;
}

async function unknown({ process }: Call, names: readonly string[]): Promise<number> {
  await process.err('ERROR: unable to select packages:\n');
  for (const name of names) await process.err(`  ${name} (no such package):\n    required by: world[${name}]\n`);
  return names.length;
}

async function add(call: Call, names: readonly string[], release: Alpine): Promise<number> {
  const { process } = call;
  const asked = names.map((name) => name.replace(/[=<>~@].*$/, ''));
  const has = (name: string) => INSTALLS[name]?.every((part) => part in release.versions) === true;
  const refused = asked.filter(
    (name) => !has(name) && (REFUSED.has(name) || ALSO_REFUSED.has(name) || name in INSTALLS),
  );
  if (refused.length > 0)
    return refuse(call, `package ${refused.join(', ')} (here: ${Object.keys(INSTALLS).filter(has).join(', ')})`);
  const missing = asked.filter((name) => !has(name));
  if (missing.length > 0) return unknown(call, missing);
  const before = added(process);
  const fresh = [...new Set(asked.flatMap((name) => INSTALLS[name] ?? []))].filter((name) => !before.includes(name));
  const width = release.apk === 3 ? String(fresh.length).length : 0;
  for (const [index, name] of fresh.entries()) {
    const number = String(index + 1).padStart(width);
    await process.out(`(${number}/${fresh.length}) Installing ${name} (${release.versions[name] ?? ''})\n`);
    await process.sleep(40);
    placeProgram(process, name);
    if (name === 'bash') {
      const indent = release.apk === 3 ? '  ' : '';
      await process.out(`${indent}Executing bash-${release.versions[name] ?? ''}.post-install\n`);
    }
  }
  record(process, [...before, ...fresh], [...new Set([...world(process), ...asked])]);
  if (fresh.length > 0) await process.out(`Executing busybox-${release.busybox}.trigger\n`);
  if (fresh.includes('ca-certificates'))
    await process.out(`Executing ca-certificates-${release.versions['ca-certificates'] ?? ''}.trigger\n`);
  return done(call, release);
}

async function del(call: Call, names: readonly string[], release: AlpineRelease): Promise<number> {
  const { process } = call;
  const kept = world(process).filter((name) => !names.includes(name));
  const needed = new Set(kept.flatMap((name) => INSTALLS[name] ?? []));
  const before = added(process);
  const gone = before.filter((name) => !needed.has(name)).reverse();
  for (const [index, name] of gone.entries()) {
    await process.out(`(${index + 1}/${gone.length}) Purging ${name} (${release.versions[name] ?? ''})\n`);
    removeProgram(process, name);
  }
  record(
    process,
    before.filter((name) => needed.has(name)),
    kept,
  );
  if (gone.length > 0) await process.out(`Executing busybox-${release.busybox}.trigger\n`);
  return done(call, release);
}
