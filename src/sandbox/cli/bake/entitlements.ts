import { goBool } from '../../api/go-bool.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { absolute } from '../opts/absolute.ts';
import { readLine } from '../prompt.ts';
import { type BakeTarget, listOf } from './target.ts';

/** Paths outside of the folder that a build may use, and other rights. */
interface Rights {
  readonly networkHost: boolean;
  readonly insecure: boolean;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

const SWITCHES = ['network.host', 'security.insecure', 'ssh'];
const VALUED = ['fs.read', 'fs.write', 'fs', 'image.push', 'image.load', 'image'];

/** What `--allow` gives. @throws {UsageError} `unknown entitlement key "nosuch"` */
export function readRights(texts: readonly string[]): Rights {
  const values = (...keys: readonly string[]) =>
    texts.flatMap((text) => {
      const at = text.indexOf('=');
      return at > 0 && keys.includes(text.slice(0, at)) ? [text.slice(at + 1)] : [];
    });
  for (const text of texts) {
    const [key = ''] = text.split('=', 1);
    if (SWITCHES.includes(text) || VALUED.includes(key)) continue;
    throw new UsageError(`unknown entitlement key ${JSON.stringify(key)}`);
  }
  return {
    networkHost: texts.includes('network.host'),
    insecure: texts.includes('security.insecure'),
    reads: values('fs.read', 'fs'),
    writes: values('fs.write', 'fs'),
  };
}

/** Paths that `--set` names are allowed by that. @see buildx bake/bake.go, AddOverrides */
export function withGranted(io: Io, rights: Rights, set: readonly string[]): Rights {
  const texts = (...keys: readonly string[]) =>
    set.flatMap((text) => {
      const [, key = '', value = ''] = /^[^.=]*\.([\w-]+)\+?=(.*)$/.exec(text) ?? [];
      return keys.includes(key) ? [value] : [];
    });
  const target = {
    output: texts('output').filter((text) => text.includes('=')),
    secret: texts('secrets'),
    ssh: texts('ssh'),
    'cache-from': texts('cache-from'),
    'cache-to': texts('cache-to'),
  };
  const there = (paths: readonly string[]) => paths.map((path) => existing(io, absolute(path, io)));
  return {
    ...rights,
    reads: [...rights.reads, ...there(filesOf(target))],
    writes: [...rights.writes, ...there(writesOf(target))],
  };
}

const field = (text: string, name: string): string | undefined => new RegExp(`(?:^|,)${name}=([^,]*)`).exec(text)?.[1];

const isLocal = (context: string): boolean => !/^[\w-]+:|^git@|^-$/.test(context);

/** Files and folders that a target reads. */
function readsOf(target: BakeTarget): readonly string[] {
  const context = String(target['context'] ?? '.');
  const file = String(target['dockerfile'] ?? 'Dockerfile');
  const contexts = Object.values((target['contexts'] ?? {}) as Readonly<Record<string, string>>);
  const dockerfile = target['dockerfile-inline'] === undefined && isLocal(context) ? [`${context}/${file}`] : [];
  return [
    ...[context, ...contexts].filter(isLocal),
    ...dockerfile.map((path) => (file.startsWith('/') ? file : path)),
    ...filesOf(target),
  ];
}

const filesOf = (target: BakeTarget): readonly string[] => [
  ...listOf(target, 'secret').flatMap((text) => field(text, 'src') ?? field(text, 'source') ?? []),
  ...listOf(target, 'ssh').flatMap((text) => text.split('=')[1]?.split(',') ?? []),
  ...listOf(target, 'cache-from').flatMap((text) => field(text, 'src') ?? []),
];

function writesOf(target: BakeTarget): readonly string[] {
  const outputs = listOf(target, 'output').flatMap((text) => {
    if (!text.includes('=')) return text === '-' ? [] : [text];
    const dest = field(text, 'dest');
    return ['local', 'tar'].includes(field(text, 'type') ?? '') && dest !== undefined && dest !== '-' ? [dest] : [];
  });
  return [...outputs, ...listOf(target, 'cache-to').flatMap((text) => field(text, 'dest') ?? [])];
}

/**
 * Asks for what the targets need and nobody has allowed.
 *
 * @param words of the command line behind `bake`
 * @throws {UsageError} `additional privileges requested`
 * @see buildx bake/entitlements.go, Prompt
 */
export async function checkRights(
  io: Io,
  targets: Iterable<BakeTarget>,
  given: Rights,
  words: readonly string[],
): Promise<void> {
  const all = [...targets];
  const rights = all.flatMap((target) => listOf(target, 'entitlements'));
  const reads = missing(io, all.flatMap(readsOf), given.reads);
  const writes = missing(io, all.flatMap(writesOf), given.writes);
  const both = reads.filter((path) => writes.includes(path));
  const asked: (readonly [why: string, flag: string])[] = [];
  if (rights.includes('network.host') && !given.networkHost) {
    asked.push(['Running build containers that can access host network', 'network.host']);
  }
  if (rights.includes('security.insecure') && !given.insecure) {
    asked.push(['Running privileged containers that can make system changes', 'security.insecure']);
  }
  const isMore = asked.length > 0;
  for (const path of both) asked.push([`Read and write access to path ${path}`, `fs=${path}`]);
  for (const path of reads.filter((one) => !both.includes(one))) {
    asked.push([`Read access to path ${path}`, `fs.read=${path}`]);
  }
  for (const path of writes.filter((one) => !both.includes(one))) {
    asked.push([`Write access to path ${path}`, `fs.write=${path}`]);
  }
  if (asked.length > 0) await prompt(io, asked, { isMore, hasPaths: reads.length + writes.length > 0, words });
}

async function prompt(
  io: Io,
  asked: readonly (readonly [string, string])[],
  {
    isMore,
    hasPaths,
    words,
  }: { readonly isMore: boolean; readonly hasPaths: boolean; readonly words: readonly string[] },
): Promise<void> {
  const flags = asked.map(([, flag]) => `--allow=${flag}`).join(' ');
  const setting = io.env.get('BUILDX_BAKE_ENTITLEMENTS_FS');
  const isOff = setting !== undefined && goBool(setting) === false;
  const isTerminal = io.isTerminal(0);
  const hint = isTerminal ? 'In order to not see this message in the future pass' : 'Pass';
  await io.err(
    'Your build is requesting privileges for following possibly insecure capabilities:\n\n' +
      `${asked.map(([why]) => ` - ${why}\n`).join('')}\n${hint} ${JSON.stringify(flags)} to grant requested privileges.\n` +
      `\nYour full command with requested privileges:\n\n${['docker buildx bake', flags, ...words].join(' ')}\n\n`,
  );
  if (isOff && !isMore) return;
  if (hasPaths && !isOff) {
    await io.err('To disable filesystem entitlements checks, you can set BUILDX_BAKE_ENTITLEMENTS_FS=0 .\n\n');
  }
  if (isTerminal) {
    await io.err('Do you want to grant requested privileges and continue? [y/N] ');
    if ((await readLine(io))?.toLowerCase() === 'y') return;
  }
  throw new UsageError('additional privileges requested');
}

/** Paths that are neither in this folder nor in one that is allowed, as the message shows them. */
function missing(io: Io, paths: readonly string[], allowed: readonly string[]): readonly string[] {
  if (allowed.includes('*')) return [];
  const inside = [io.fs.cwd, ...allowed.map((path) => absolute(path, io))];
  const isIn = (path: string, folder: string) => path === folder || folder === '/' || path.startsWith(`${folder}/`);
  const outside = paths
    .map((path) => existing(io, absolute(path, io)))
    .filter((path) => !inside.some((folder) => isIn(path, folder)));
  const widest = outside.filter((path) => !outside.some((other) => other !== path && isIn(path, other)));
  return [...new Set(widest)].map((path) => shown(path, io.fs.cwd)).sort();
}

/** The path itself, or the nearest folder above it that is there. */
function existing(io: Io, path: string): string {
  let at = path;
  while (at !== '/' && !io.fs.exists(at)) at = at.slice(0, at.lastIndexOf('/')) || '/';
  return at;
}

/** One folder up is written `..`, all else whole. */
function shown(path: string, cwd: string): string {
  const above = cwd.slice(0, cwd.lastIndexOf('/')) || '/';
  if (path === above) return '..';
  const prefix = above === '/' ? '/' : `${above}/`;
  return path.startsWith(prefix) && above !== '/' ? `../${path.slice(prefix.length)}` : path;
}
