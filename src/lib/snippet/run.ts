import { SnippetError, type Step } from './parse.ts';
import type { Snippet } from './read.ts';
import { settle } from './screen.ts';

/** What a page says of the host on which its blocks run. */
export interface Start {
  readonly images: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

export interface StepResult extends Step {
  /** What the terminal shows below the command, without a newline at the end. */
  readonly output: string;
  readonly exit: number;
}

/** A block with what it printed. */
export interface SnippetResult extends Omit<Snippet, 'steps'> {
  readonly steps: readonly StepResult[];
}

interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number | 'timeout';
}
/** As wide as the longest table of `docker ps`, so that nothing is cut. */
const SCREEN = { columns: 160, rows: 40 };

type Shell = (command: string) => Promise<Result>;

/** A command that needs longer than this at build time is one that never ends. */
const PATIENCE_MS = 240_000;
/** Time of the host that passes before each command, as a reader takes it: containers are some seconds old then. */
const TYPING_MS = 2_000;

/** The blocks of a page and all that their output depends on. */
export interface Blocks {
  readonly snippets: readonly Snippet[];
  /** Named in messages. */
  readonly file: string;
  readonly start: Start;
  /** Commands that make the scenario of the first block. */
  readonly script?: string;
}

/**
 * Runs the blocks of a page in order, on one host.
 *
 * @throws {SnippetError} when a command exits otherwise than its block says.
 */
export async function runBlocks({ snippets, file, start, script: scenario }: Blocks): Promise<SnippetResult[]> {
  if (snippets.length === 0) return [];
  const { shell, script } = await openHost(start);
  if (scenario !== undefined) await prepare(script, scenario, { file, line: snippets[0]?.line ?? 1 });

  const results: SnippetResult[] = [];
  for (const snippet of snippets) {
    const steps: StepResult[] = [];
    for (const [index, step] of snippet.steps.entries()) {
      const expected = index === snippet.steps.length - 1 ? snippet.exit : 0;
      const { stdout, stderr, exit } = await inTime(shell(step.command), step, file);
      if (exit !== expected) {
        throw new SnippetError(
          file,
          step.line,
          `\`${step.command}\` exited ${exit}, not ${expected}\n--- stdout\n${stdout}\n--- stderr\n${stderr}`,
        );
      }
      steps.push({ ...step, exit, output: settle(stdout + stderr).replace(/\s+$/, '') });
    }
    results.push({ ...snippet, steps });
  }
  return results;
}

/** A host with a terminal on it (`shell`); `script` runs several lines beside it, as one process. */
async function openHost({ images, files }: Start): Promise<{ shell: Shell; script: Shell }> {
  const [{ createHost }, { hub }, { nodePlatform }] = await Promise.all([
    import('../../sandbox/host/create-host.ts'),
    import('../../sandbox/registry/hub/index.ts'),
    import('../../sandbox/runtimes/node.ts'),
  ]);
  const host = createHost({ platform: nodePlatform(), clock: 'virtual', seed: 1, registry: hub(), images, files });
  const session = host.openSession(SCREEN);
  const shell: Shell = async (command) => {
    await host.wait(TYPING_MS);
    return session.run(command);
  };
  return { shell, script: (commands) => host.run(commands) };
}

async function prepare(script: Shell, scenario: string, at: { file: string; line: number }): Promise<void> {
  const { stdout, stderr, exit } = await script(scenario);
  if (exit !== 0) throw new SnippetError(at.file, at.line, `its scenario exited ${exit}\n${stdout}${stderr}`);
}

async function inTime(result: Promise<Result>, step: Step, file: string): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new SnippetError(file, step.line, `\`${step.command}\` was still running after ${PATIENCE_MS / 1000} s`));
  }, PATIENCE_MS);
  try {
    return await Promise.race([result, late]);
  } catch (cause) {
    if (cause instanceof SnippetError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SnippetError(file, step.line, `\`${step.command}\` did not end: ${reason}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
