import { baseName, directoryName } from './text/path.ts';
import type { Tool } from './tool/tool.ts';

export const basename: Tool = {
  name: 'basename',
  about: 'Print the last name of a path, without a suffix if one is given',
  gnu: { short: 'as:z', long: 'multiple=a suffix:=s zero=z', usage: 'NAME [SUFFIX]\nOPTION... NAME...', leading: true },
  busybox: { short: 'as:', usage: 'FILE [SUFFIX] | -a FILE... | -s SUFFIX FILE...', leading: true },
  async run(call) {
    const several = call.has('a') || call.has('s');
    const [first, suffix, third] = call.operands;
    if (first === undefined) return call.missingOperand();
    if (!several && third !== undefined) return call.extraOperand(third);
    const cut = several ? call.value('s') : suffix;
    for (const path of several ? call.operands : [first]) {
      const name = baseName(path);
      const short =
        cut !== undefined && name !== cut && name.endsWith(cut) ? name.slice(0, name.length - cut.length) : name;
      call.print(short + (call.has('z') ? '\0' : '\n'));
    }
    return 0;
  },
};

export const dirname: Tool = {
  name: 'dirname',
  about: 'Print a path without its last name',
  gnu: { short: 'z', long: 'zero=z', usage: '[OPTION] NAME...' },
  busybox: { usage: 'FILENAME' },
  async run(call) {
    if (call.operands.length === 0 || (!call.gnu && call.operands.length > 1)) return call.missingOperand();
    for (const path of call.operands) call.print(directoryName(path) + (call.has('z') ? '\0' : '\n'));
    return 0;
  },
};
