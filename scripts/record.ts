// npm run record -- FILE.yaml GROUP: runs scenarios on the Docker that is installed here, and writes what it answered
// to tests/transcripts/recordings/GROUP/NAME.json. Everything on that engine goes first: only with DRYDOCK_RECORD=yes.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

const RECORDINGS = join(import.meta.dirname, '../tests/transcripts/recordings');
/** What the host is modelled on: another release says other things. */
const ENGINE = '28.5.2';
/** No step may take longer, ms. */
const STEP_LIMIT = 40_000;
const CLEAN = [
  'docker swarm leave -f',
  'docker ps -aq | xargs -r docker rm -f -v',
  'docker volume ls -q | xargs -r docker volume rm -f',
  'docker images -aq | sort -u | xargs -r docker rmi -f',
  'docker system prune -af',
].join('; ');
const ENV = { ...process.env, LANG: 'C.UTF-8', TERM: 'xterm', COLUMNS: '200', LINES: '40', NO_COLOR: '1' };

interface Step {
  readonly run: string;
  readonly stdin?: string;
  /** Patterns of what differs each time, and whether lines come in any order: for the comparison, kept as they are. */
  readonly mask?: readonly string[];
  readonly unordered?: boolean;
}

interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly images?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly (string | Step)[];
}

interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number | 'timeout';
}

function bash(command: string, cwd: string, input = ''): Answer {
  const options = { cwd, input, env: ENV, encoding: 'utf8', timeout: STEP_LIMIT } as const;
  const { stdout, stderr, status } = spawnSync('bash', ['-c', command], options);
  return { stdout, stderr, exit: status ?? 'timeout' };
}

/** @throws where an image can't be pulled */
function record({ name, about, images = ['busybox'], files = {}, steps }: Scenario, group: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-record-'));
  // Compose names its project after it.
  const cwd = join(folder, 'work');
  mkdirSync(cwd);
  bash(CLEAN, cwd);
  for (const image of images) {
    const { stderr, exit } = bash(`docker pull -q ${image}`, cwd);
    if (exit !== 0) throw new Error(`cannot pull ${image}: ${stderr}`);
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const answers = steps.map((step) => {
    const asked = typeof step === 'string' ? { run: step } : step;
    return { ...asked, ...bash(asked.run, cwd, asked.stdin) };
  });
  const recording = { name: `${group}/${name}`, about, engine: ENGINE, images, files, steps: answers };
  mkdirSync(join(RECORDINGS, group), { recursive: true });
  writeFileSync(join(RECORDINGS, group, `${name}.json`), `${JSON.stringify(recording, null, 1)}\n`);
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`${recording.name}: ${answers.map(({ exit }) => exit).join(' ')}\n`);
}

const [file, group] = process.argv.slice(2);
const version = group === undefined ? '' : bash("docker version -f '{{.Server.Version}}'", '.').stdout.trim();
const refusal =
  group === undefined
    ? 'usage: npm run record -- FILE.yaml GROUP; the form stands in CONTRIBUTING.md, groups in tests/transcripts/recordings'
    : process.env['DRYDOCK_RECORD'] !== 'yes'
      ? 'every container, image, network and volume of this Docker is removed first: DRYDOCK_RECORD=yes, if it may be'
      : version.split('+')[0] !== ENGINE
        ? `the reference is Docker ${ENGINE}, here is ${version === '' ? 'none that answers' : version}`
        : undefined;
if (refusal !== undefined || file === undefined || group === undefined) {
  process.stderr.write(`record: ${refusal}\n`);
  process.exitCode = 1;
} else for (const scenario of parse(readFileSync(file, 'utf8')) as readonly Scenario[]) record(scenario, group);
