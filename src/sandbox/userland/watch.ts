import { concat, decode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { strftime } from './text/strftime.ts';
import { terminalOf } from './text/screen.ts';
import type { Call } from './tool/call.ts';
import { lookUp } from './tool/run-program.ts';
import type { Tool } from './tool/tool.ts';

export const watch: Tool = {
  name: 'watch',
  about: 'Run a program again and again and show its output',
  gnu: {
    short: 'bcd::egn:ptwx',
    long: 'beep=b color=c differences::=d errexit=e chgexit=g interval:=n precise=p no-title=t exec=x',
    usage: '[options] command',
    leading: true,
    package: 'procps-ng 4.0.2',
  },
  busybox: { short: 'n:tx', usage: '[-n SEC] [-tx] PROG ARGS', leading: true },
  async run(call) {
    if (call.operands.length === 0) return call.misuse();
    const { process } = call;
    const seconds = Math.max(0.1, Number(call.value('n') ?? 2));
    const command = call.operands.join(' ');
    for (;;) {
      const { columns, rows } = terminalOf(process, 1)?.size ?? { columns: 80, rows: 24 };
      const output = await outputOf(call, call.has('x') ? call.operands : ['sh', '-c', command]);
      const host = process.namespaces.uts.hostname;
      const right = `${call.gnu ? `${host}: ` : ''}${strftime(call.gnu ? '%a %b %e %H:%M:%S %Y' : '%Y-%m-%d %H:%M:%S', process.kernel.clock.now())}`;
      const left = `Every ${seconds.toFixed(1)}s: ${command}`;
      const title = call.has('t')
        ? []
        : [left.slice(0, columns - right.length - 1).padEnd(columns - right.length) + right, ''];
      const lines = [...title, ...output.split('\n')].slice(0, rows - 1);
      await process.out(`\x1b[H\x1b[J${lines.join('\n')}\n`);
      await process.sleep(seconds * 1000);
    }
  },
};

async function outputOf(call: Call, argv: readonly string[]): Promise<string> {
  const { process } = call;
  const [output, input] = process.pipe();
  try {
    output.retain();
    const child = process.spawn({
      ...lookUp(process, argv),
      files: new Map([...process.files, [1, input], [2, input]]),
    });
    const chunks = [];
    for (let chunk = await output.read(process, 65_536); chunk !== null; chunk = await output.read(process, 65_536))
      chunks.push(chunk);
    await process.wait(child);
    return decode(concat(chunks));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return `${argv[0] ?? ''}: ${error.message}`;
  } finally {
    output.release();
  }
}
