import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** What a build took. */
export interface Build {
  readonly seconds: number;
  /** The most that the process had resident, MB. */
  readonly megabytes: number;
}

/** How often memory is looked at, ms. */
const LOOK_EVERY = 100;

/**
 * Builds an Astro site.
 * @param folder of the project, with its own node_modules
 * @param outDir absolute
 * @throws when the build fails, with the end of what it said
 */
export async function buildSite(folder: string, outDir: string): Promise<Build> {
  const start = performance.now();
  const child = spawn(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build', '--outDir', outDir], {
    cwd: folder,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  let said = '';
  let most = 0;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => (said = `${said}${data}`.slice(-2000)));
  const look = setInterval(() => {
    void residentOf(child.pid).then((megabytes) => (most = Math.max(most, megabytes)));
  }, LOOK_EVERY);
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  clearInterval(look);
  if (status !== 0) throw new Error(`astro build in ${folder} failed:\n${said}`);
  return { seconds: (performance.now() - start) / 1000, megabytes: most };
}

/** Linux only; elsewhere the column stays 0. */
async function residentOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
