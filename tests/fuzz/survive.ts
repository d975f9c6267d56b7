import type { Host } from '../../src/sandbox/host/host.ts';
import { createTestHost } from '../../src/sandbox/runtimes/test-host.ts';

/** The host's time after which a command is killed, ms. */
const PATIENCE_MS = 30_000;
/** Real time after which a command counts as hanging, ms. A loaded machine is slow: this is no measurement. */
const HANG_MS = 60_000;

/** What only a mistake of ours prints. Generators make none of these words. */
const INTERNAL = [
  /drydock: internal error/,
  /\b(?:Type|Reference|Range|Internal|Syntax)Error\b/,
  /\bundefined\b(?!-(?:arg|var)| (?:variable|service|volume|network|config|secret|stage))/, // Go and Compose have such words of their own
  /\[object \w+\]/,
  /\bNaN\b/,
  /^\s+at .+:\d+:\d+\)?$/m,
  /Maximum call stack/,
  /is not (?:a function|iterable|defined)\b/,
];

/** What a command did that no command may do. */
export class Casualty extends Error {}

export const START_STATE =
  'docker run -d --name web -p 8080:80 -v data:/data -l tier=front busybox sleep 100000; docker create --name idle busybox true; docker network create net; docker tag busybox app:1';

/** A host with a container that runs, one that doesn't, a volume, a network and an image of two names. */
export async function freshHost(files: Readonly<Record<string, string>> = {}): Promise<Host> {
  const host = createTestHost({
    images: ['busybox'],
    files,
  });
  const { exit, stderr } = await host.run(START_STATE);
  if (exit !== 0) throw new Error(`the start state fails: ${stderr}`);
  return host;
}

/** Runs a command and looks whether it behaved. @throws {Casualty} */
export async function survives(host: Host, command: string, stdin = ''): Promise<void> {
  const { stdout, stderr, exit } = await inTime(host.run(command, { timeout: PATIENCE_MS, stdin }), command);
  if (exit !== 'timeout' && !(Number.isInteger(exit) && exit >= 0 && exit <= 255)) {
    throw new Casualty(`exit code ${exit}`);
  }
  blameFaults(host);
  for (const text of [stdout, stderr]) blameText(text, command + stdin);
}

/** Looks whether the host still answers, and whether what it says of its objects is JSON. @throws {Casualty} */
export async function stillAnswers(host: Host): Promise<void> {
  const listed = await inTime(host.run('docker ps -a'), 'docker ps -a');
  if (listed.exit !== 0) throw new Casualty(`docker ps -a: exit ${listed.exit}: ${listed.stderr}`);
  for (const noun of ['container', 'image', 'network', 'volume']) {
    const all = noun === 'container' || noun === 'image' ? '-aq' : '-q';
    const ids = (await host.run(`docker ${noun} ls ${all}`)).stdout.split('\n').filter((id) => id !== '');
    if (ids.length === 0) continue;
    const { stdout } = await host.run(`docker ${noun} inspect ${[...new Set(ids)].join(' ')}`);
    JSON.parse(stdout);
    blameText(stdout, '');
  }
  blameFaults(host);
}

function blameFaults({ kernel }: Host): void {
  const [fault] = kernel.faults;
  if (fault === undefined) return;
  throw new Casualty(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
}

/** @param given what was typed: an echo of it is no mistake */
export function blameText(text: string, given: string): void {
  for (const pattern of INTERNAL) {
    const [found] = pattern.exec(text) ?? [];
    if (found === undefined || given.includes(found)) continue;
    const at = text.indexOf(found);
    throw new Casualty(`prints ${JSON.stringify(text.slice(Math.max(0, at - 200), at + 200))}`);
  }
}

async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Casualty(`hangs: ${what.slice(0, 500)}`)), HANG_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
