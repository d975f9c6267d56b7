import { expect, test } from 'vitest';
import { createTestHost, runScript } from '../runtimes/test-host.ts';

const PYTHON = 'python:3.12-slim';

test('the prompt ends with SystemExit, not with an error in a line that speaks of exit', async () => {
  const host = createTestHost({ images: [PYTHON] });
  const { stdout, exit } = await host.run(`docker run -it --rm ${PYTHON}`, {
    tty: { columns: 80, rows: 24 },
    stdin: '1 / 0 # exit(\nprint(40 + 2)\nraise SystemExit(3)\n',
  });
  expect(stdout).toContain('ZeroDivisionError: division by zero');
  expect(stdout).toContain('42');
  expect(exit).toBe(3);
});

test.each([
  ['signal.signal(signal.SIGUSR2, lambda *_: 1 / 0)', 'USR2', '1', 'ZeroDivisionError: division by zero'],
  ['signal.signal(signal.SIGTERM, lambda *_: exit(4))', 'TERM', '4', ''],
  ['signal.signal(signal.SIGHUP, signal.SIG_IGN)', 'HUP', '0', 'done'],
  ['signal.signal(99, print)', 'HUP', '1', 'ValueError: signal number out of range'],
  ['signal.signal(signal.SIGKILL, print)', 'HUP', '1', 'OSError: [Errno 22] Invalid argument'],
])('%s and %s: exit %s, and at last %s', async (line, signal, exit, last) => {
  const { stdout } = await runScript(
    `docker run -d --name job ${PYTHON} python -uc 'import signal, time
${line}
time.sleep(5)
print("done")' >/dev/null
sleep 1; docker kill -s ${signal} job >/dev/null 2>&1; docker wait job; docker logs job 2>&1 | tail -n 1`,
    { images: [PYTHON] },
  );
  expect(stdout.trimEnd().split('\n')).toEqual(last === '' ? [exit] : [exit, last]);
});
