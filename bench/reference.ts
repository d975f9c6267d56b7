import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Case, FILES } from './cases.ts';
import { median } from './measure.ts';

/** A script that runs its arguments where a real Docker is. */
const IN = process.env['DRYDOCK_REFERENCE'] ?? '/work/shared/reference-docker/in';
const RUNS = 5;

/** Versions of the real engine, or undefined where there is none. */
export function referenceVersion(): string | undefined {
  if (!existsSync(IN)) return undefined;
  const { status, stdout } = spawnSync(IN, ['docker', 'version', '-f', '{{.Server.Version}}'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Median of a case on the real engine, ms. Its clock is read beside the command: how one gets there is not measured. */
export function measureReference({ before = ':', run, reset = ':', after = ':' }: Case): number {
  const files = Object.entries(FILES).map(
    ([path, text]) => `mkdir -p ${path.slice(0, path.indexOf('/'))}; cat > ${path} <<'BENCH-EOF'\n${text}BENCH-EOF`,
  );
  const script = `set -e; D=$(mktemp -d); cd $D
${files.join('\n')}
{ ${before}
} >/dev/null 2>&1
for i in $(seq ${RUNS + 1}); do
  T=$(date +%s%N); ${run} >/dev/null 2>&1; echo $(( $(date +%s%N) - T ))
  { ${reset}
  } >/dev/null 2>&1
done
{ ${after}
} >/dev/null 2>&1
rm -rf $D
`;
  const output = execFileSync(IN, ['sh', '-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const [, ...times] = output
    .trim()
    .split('\n')
    .map((line) => Number(line) / 1e6);
  return median(times);
}
