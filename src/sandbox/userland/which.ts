import { joinPath } from './text/path.ts';
import type { Tool } from './tool/tool.ts';

export const which: Tool = {
  name: 'which',
  about: 'Print which file a command is',
  gnu: { short: 'as', usage: '[-as] args', package: 'debianutils 5.7' },
  busybox: { short: 'a', usage: '[-a] COMMAND...' },
  async run(call) {
    const { fs, env } = call.process;
    const runs = (path: string) => fs.exists(path) && fs.stat(path).type === 'file' && fs.may(path, 'x');
    let missing = call.operands.length === 0;
    for (const name of call.operands) {
      const candidates = name.includes('/')
        ? [name]
        : (env.get('PATH') ?? '').split(':').map((directory) => joinPath(directory === '' ? '.' : directory, name));
      const found = candidates.filter(runs);
      for (const path of call.has('a') ? found : found.slice(0, 1)) if (!call.has('s')) call.print(`${path}\n`);
      missing ||= found.length === 0;
    }
    return missing ? 1 : 0;
  },
};
