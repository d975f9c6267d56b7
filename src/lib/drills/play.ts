import { createHost } from '../../sandbox/host/create-host.ts';
import { hub } from '../../sandbox/registry/hub/index.ts';
import { nodePlatform } from '../../sandbox/runtimes/node.ts';
import { type DrillCheck, runChecks } from './check.ts';

/** What of a drill runs. */
export interface PlayableDrill {
  readonly images: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** Commands that make the start state, as one script. */
  readonly start?: string | undefined;
  readonly checks: readonly DrillCheck[];
  readonly solution: readonly string[];
}

export interface Played {
  /** Whether each check holds in the start state. */
  readonly before: readonly boolean[];
  /** … and after the solution. */
  readonly after: readonly boolean[];
  /** The end of the start state, then all that the solution's commands printed: what a failing test shows. */
  readonly log: string;
  readonly startExit: number | 'timeout';
}

const SCREEN = { columns: 160, rows: 40 };
/** Time of the host before each command, as a reader takes it. */
const TYPING_MS = 2_000;

/** Plays a drill's solution on a host of its own, in virtual time; its checks run before and after, as the page runs them. */
export async function playDrill(drill: PlayableDrill): Promise<Played> {
  const { images, files } = drill;
  const host = createHost({ platform: nodePlatform(), clock: 'virtual', seed: 1, registry: hub(), images, files });
  const run = async (command: string, timeout: number) => (await host.run(command, { timeout })).exit;
  const made = await host.run(drill.start ?? 'true');
  const log = [made.stdout + made.stderr];
  await host.wait(TYPING_MS);
  const before = await runChecks(drill.checks, run);
  const session = host.openSession(SCREEN);
  for (const command of drill.solution) {
    await host.wait(TYPING_MS);
    const { stdout, exit } = await session.run(command);
    log.push(`$ ${command}\n${stdout}[${exit}]`);
  }
  await host.wait(TYPING_MS);
  const after = await runChecks(drill.checks, run);
  return { before, after, log: log.join('\n'), startExit: made.exit };
}
