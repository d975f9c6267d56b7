import type { Process, Program } from '../../../kernel/process.ts';
import { strftime } from '../../text/strftime.ts';
import { SignalQueue } from '../serve-until.ts';

const VERSION = 'github.com/moby/buildkit v0.25.1';

const say = (process: Process, level: string, message: string) => {
  const time = strftime('%Y-%m-%dT%H:%M:%SZ', process.kernel.clock.now());
  return process.err(`time="${time}" level=${level} msg="${message}"\n`);
};

/**
 * The worker of a builder. It waits; its builds are the engine's, which keeps a cache for each of them.
 *
 * @see moby/buildkit cmd/buildkitd/main.go
 */
export const buildkitd: Program = async (process) => {
  if (process.argv.includes('--version') || process.argv.includes('-v')) {
    await process.out(`buildkitd ${VERSION}\n`);
    return 0;
  }
  await say(process, 'info', 'auto snapshotter: using overlayfs');
  await say(process, 'warning', 'using host network as the default');
  const platforms = '[linux/amd64 linux/amd64/v2 linux/amd64/v3 linux/amd64/v4 linux/386 linux/arm64]';
  await say(process, 'info', `found 1 workers, platforms=${platforms}`);
  await say(process, 'info', 'running server on /run/buildkit/buildkitd.sock');
  await new SignalQueue(process, ['TERM', 'INT']).next();
  await say(process, 'info', 'stopping server');
  return 0;
};

export const buildctl: Program = async (process) => {
  if (process.argv.includes('--version') || process.argv.includes('-v')) {
    await process.out(`buildctl ${VERSION}\n`);
    return 0;
  }
  await process.err(`drydock: not simulated: buildctl ${process.argv.slice(1).join(' ')}\n`);
  return 125;
};
