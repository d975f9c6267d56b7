import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runShell, shellMachine } from '../test-shell.ts';

interface Recorded {
  readonly script: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

/** They show the machine that they were recorded on: paths of programs, files, the host's name. */
const OF_THE_MACHINE = [/^type (?:if|-p)/, /^env -i/, /^echo \$RANDOM/, /^for f in \/etc/, /^source \/dev\/null/];

/** Scripts whose answers still differ, by their beginning. */
const DIFFERENT: Readonly<Record<'dash' | 'ash', readonly string[]>> = {
  dash: ['echo $((-3 % 2))', 'cd -; echo', 'set -x; echo a', '[ -n a -o ]', "echo $'tab", 'echo $"x"'],
  ash: ['cd -; echo', 'set -x; echo a', '[ -n a -o ]', 'cat <(', 'echo $"x"', 'type -x', 'type -t'],
};

for (const shell of ['dash', 'ash'] as const) {
  const recorded = (
    JSON.parse(readFileSync(new URL(`${shell}.json`, import.meta.url), 'utf8')) as readonly Recorded[]
  ).filter(({ script }) => !OF_THE_MACHINE.some((pattern) => pattern.test(script)));

  test(`there are recordings of ${shell}`, () => expect(recorded.length).toBeGreaterThan(300));

  test.each(recorded)(`${shell} -c $script`, async ({ script, stdout, stderr, exit }) => {
    const machine = shellMachine((callback) => setImmediate(callback));
    machine.kernel.processes.get(1)?.fs.mkdir('/tmp/work');
    const result = await runShell(machine, ['sh', '-c', script], { cwd: '/tmp/work', shell });
    const wanted = { stdout, stderr, exit };
    if (DIFFERENT[shell].some((start) => script.startsWith(start))) expect(result).not.toEqual(wanted);
    else expect(result).toEqual(wanted);
  });
}
