import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { parseScenario } from '../../src/sandbox/runtimes/scenario.ts';
import type { Recording } from '../transcripts/recordings.ts';
import type { Page } from './reference-pages.ts';
import type { Machine } from './reference-refused.ts';

const execute = promisify(execFile);

/**
 * Folder of a reference engine: `record FILE.yaml OUTDIR` records scenarios on it, images.json names its images, and
 * the machines beside it that `ssh` leads to, where it has any.
 */
export interface Reference {
  readonly folder: string;
  readonly images: ReadonlySet<string>;
  readonly nodes: readonly string[];
}

interface Listed {
  readonly images: Readonly<Record<string, unknown>>;
  readonly nodes?: readonly string[];
}

/** Images that notes ask for because there is none. */
const NOWHERE = /^(nginx:9\.99|alpine:3\.999)$/;

/** @throws when there is no engine to ask. */
export function openReference(folder: string): Reference {
  const list = join(folder, 'images.json');
  if (!existsSync(list)) throw new Error(`${folder}: no reference engine (set DRYDOCK_REFERENCE to its folder)`);
  const { images, nodes = [] } = JSON.parse(readFileSync(list, 'utf8')) as Listed;
  const names = Object.keys(images);
  return { folder, images: new Set(names.flatMap((name) => [name, name.replace(/:latest$/, '')])), nodes };
}

/** @returns whether a page is about several machines, and this engine's is alone. */
export function lacksNodes({ steps }: Pick<Page, 'steps'>, { nodes }: Pick<Reference, 'nodes'>): boolean {
  return steps.some(({ run }) => [...run.matchAll(/\bssh +(node\d)/g)].some(([, node = '']) => !nodes.includes(node)));
}

/** Images of a page that the reference engine can't have. */
export function missingImages({ images }: Pick<Page, 'images'>, reference: Reference): readonly string[] {
  return images.filter((image) => !reference.images.has(image) && !NOWHERE.test(image));
}

/** Records a page's steps. @throws with the recorder's words when it fails. */
export async function recordPage(page: Page, { folder }: Reference): Promise<Recording> {
  const scratch = mkdtempSync(join(tmpdir(), 'drydock-verify-'));
  const name = page.name.replaceAll(/[/#]/g, '-');
  // Several may record at a time; the recorder keeps a folder a group.
  const group = `notes-${process.pid}`;
  const { about, files, steps } = page;
  const images = page.images.filter((image) => !NOWHERE.test(image));
  writeFileSync(join(scratch, `${group}.yaml`), stringify([{ name, about, images, files, steps }]));
  await leave(folder);
  await execute(join(folder, 'record'), [join(scratch, `${group}.yaml`), scratch]);
  const recording = parseScenario(readFileSync(join(scratch, group, `${name}.json`), 'utf8')) as Recording;
  return { ...recording, name: page.name };
}

/** Undoes what a page left outside Docker: its mounts and network namespaces. */
async function leave(folder: string): Promise<void> {
  const script = `awk '$2 ~ "^/root/work" { print $2 }' /proc/mounts | tac | xargs -r -n1 umount -l; ip -all netns delete`;
  await execute(join(folder, 'in'), ['sh', '-c', script]);
}

/** @returns the engine with what belongs to it: `Docker Engine 28.5.2, buildx 0.29.1, Compose 2.40.3`. */
export async function versionOf({ folder }: Reference): Promise<string> {
  const ask = async (...command: string[]) => (await execute(join(folder, 'in'), command)).stdout.trim();
  const engine = await ask('docker', 'version', '--format', '{{.Server.Version}}');
  const buildx = await ask('docker', 'buildx', 'version');
  const compose = await ask('docker', 'compose', 'version', '--short');
  return `Docker Engine ${engine}, buildx ${/\d+(?:\.\d+)+/.exec(buildx)?.[0] ?? '?'}, Compose ${compose}`;
}

/** Asks what the engine runs on. */
export async function machineOf({ folder }: Reference): Promise<Machine> {
  const script = 'stat -fc %T /sys/fs/cgroup; if test -d /run/systemd/system; then echo systemd; fi';
  const { stdout } = await execute(join(folder, 'in'), ['sh', '-c', script]);
  return { cgroups: stdout.startsWith('cgroup2fs') ? 2 : 1, systemd: stdout.includes('systemd') };
}
