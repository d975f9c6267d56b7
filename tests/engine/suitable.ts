import type { ScenarioStep } from '../../src/sandbox/runtimes/scenario.ts';

/** Programs that a real shell may run beside docker: they touch nothing but the step's own folder. */
const TOOLS = new Set(
  (
    'docker echo printf grep wc sort uniq head tail cut tr sed cat ls test [ true false xargs tee cmp basename exit ' +
    'do done for if then fi else'
  ).split(' '),
);
/** What means the machine where the CLI runs, or a plugin or configuration that it may lack. */
const ELSEWHERE: readonly RegExp[] = [
  /\bdocker(?: -\S+(?: \S+)?)* (?:image )?(?:build|buildx|builder|compose|bake|context|stack|login|logout|push|search|help)\b/,
  /--help|--config\b|-H\b|--host\b|--context\b|DOCKER_|\btime \b|\bsleep \d+;/,
  /(?:-v|--volume)[ =]["']?[$./~]|type=bind|source=\.|--cidfile|--env-file|docker (?:container )?cp\b/,
  // Ages in lower case, which no comparison is blind to.
  /CurrentState/,
  // Files that another step may have written on the other machine.
  /\.(?:tar|txt|cid|conf|ini)\b|[^2&]>\s*[\w.]/,
  // Times are those of the machine where the CLI runs.
  /--(?:since|until)\b/,
  // What the CLI says of itself.
  /\.Client\b|\.ClientInfo\b|--tls\b/,
];
/** Paths and ports of the host, outside of what a container is to run. */
const HOST = /(?<![\w.])(?:localhost|127\.0\.0\.1)|(?:^|[\s"=<>])(?:\/(?!\s)|~)|\$HOME|\$PWD|\.\./;
const IN_CONTAINER = /docker (?:container )?(?:run|create|exec)\b.*/gs;
/** The first word of each simple command. */
const PROGRAM = /(?:^|[|;&(\n]|\$\(|\bdo\b|\bthen\b|!)\s*(?:\w+=\S*\s+)*([\w./[-]+)/g;

/**
 * Whether a real docker CLI can be asked to do the step on our engine: its line has only docker and
 * harmless tools, and nothing in it means the machine on which the CLI runs.
 */
export function isRemote({ run, tty }: ScenarioStep): boolean {
  if (tty === true || !/\bdocker\b/.test(run) || ELSEWHERE.some((pattern) => pattern.test(run))) return false;
  const unquoted = run.replace(/'[^']*'/g, "''");
  if (HOST.test(unquoted.replace(IN_CONTAINER, ''))) return false;
  return [...unquoted.matchAll(PROGRAM)].every(([, program = '']) => TOOLS.has(program));
}
