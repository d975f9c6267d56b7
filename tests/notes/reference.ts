import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { SnippetScenario } from '../../src/lib/snippets.ts';
import { parseScenario } from '../../src/sandbox/runtimes/scenario.ts';
import type { Recording } from '../transcripts/recordings.ts';

/** Folder of a reference engine: `record FILE.yaml OUTDIR` records scenarios on it, images.json names its images. */
export interface Reference {
  readonly folder: string;
  readonly images: ReadonlySet<string>;
}

/** @throws when there is no engine to ask. */
export function openReference(folder: string): Reference {
  const list = join(folder, 'images.json');
  if (!existsSync(list)) throw new Error(`${folder}: no reference engine (set DRYDOCK_REFERENCE to its folder)`);
  const { images } = JSON.parse(readFileSync(list, 'utf8')) as { readonly images: Readonly<Record<string, unknown>> };
  const names = Object.keys(images);
  return { folder, images: new Set(names.flatMap((name) => [name, name.replace(/:latest$/, '')])) };
}

/** Images of a page that the reference engine can't have. */
export function missingImages({ images }: SnippetScenario, reference: Reference): readonly string[] {
  return images.filter((image) => !reference.images.has(image));
}

/** Records one page's blocks. @throws with the recorder's words when it fails. */
export function recordPage(page: SnippetScenario, { folder }: Reference): Recording {
  const scratch = mkdtempSync(join(tmpdir(), 'drydock-verify-'));
  const name = page.name.replaceAll('/', '-');
  // Several may record at a time; the recorder keeps a folder a group.
  const group = `notes-${process.pid}`;
  const { about, images, files, steps } = page;
  writeFileSync(join(scratch, `${group}.yaml`), stringify([{ name, about, images, files, steps }]));
  leave(folder);
  const run = spawnSync(join(folder, 'record'), [join(scratch, `${group}.yaml`), scratch], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${page.name}: ${run.stderr.trim()}`);
  return parseScenario(readFileSync(join(scratch, group, `${name}.json`), 'utf8')) as Recording;
}

/** Undoes what a page left outside Docker: its mounts and network namespaces. */
function leave(folder: string): void {
  const script = `awk '$2 ~ "^/root/work" { print $2 }' /proc/mounts | tac | xargs -r -n1 umount -l; ip -all netns delete`;
  spawnSync(join(folder, 'in'), ['sh', '-c', script]);
}
