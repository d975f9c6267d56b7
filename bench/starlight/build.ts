import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** What a build took. */
export interface Build {
  readonly seconds: number;
  /** Of all cores: others on the machine don't count. */
  readonly cpuSeconds: number;
  /** The most that the process and those that it started had resident, MB. */
  readonly megabytes: number;
}

/** How often the process is looked at, ms. */
const LOOK_EVERY = 100;
/** Of `/proc/PID/stat`, as `getconf CLK_TCK` says on every Linux. */
const TICKS = 100;

/**
 * Builds an Astro site.
 * @param folder of the project, with its own node_modules
 * @param outDir absolute
 * @param kept folder of what a build keeps for the next one
 * @throws when the build fails, with the end of what it said
 */
export async function buildSite(folder: string, outDir: string, kept: string): Promise<Build> {
  const start = performance.now();
  const child = spawn(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build', '--outDir', outDir], {
    cwd: folder,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', DRYDOCK_CACHE: kept },
  });
  let said = '';
  let megabytes = 0;
  let cpuSeconds = 0;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => (said = `${said}${data}`.slice(-2000)));
  const look = setInterval(() => {
    void usageOf(child.pid).then((usage) => {
      megabytes = Math.max(megabytes, usage.megabytes);
      cpuSeconds = Math.max(cpuSeconds, usage.cpuSeconds);
    });
  }, LOOK_EVERY);
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  clearInterval(look);
  if (status !== 0) throw new Error(`astro build in ${folder} failed:\n${said}`);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds, megabytes };
}

/** Of a process, the children that it has and the time of those that it had. Linux only; elsewhere all stays 0. */
async function usageOf(pid: number | string | undefined): Promise<Omit<Build, 'seconds'>> {
  const read = (name: string): Promise<string> => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
  const [status, stat, children] = await Promise.all([read('status'), read('stat'), read(`task/${pid}/children`)]);
  // From the third field on: the second, a name in parentheses, may have blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const times = [11, 12, 13, 14].map((at) => Number(fields[at] ?? 0));
  const usage = {
    megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024,
    cpuSeconds: times.reduce((sum, time) => sum + time, 0) / TICKS,
  };
  for (const child of children.split(' ').filter((word) => word.trim() !== '')) {
    const own = await usageOf(child);
    usage.megabytes += own.megabytes;
    usage.cpuSeconds += own.cpuSeconds;
  }
  return usage;
}
