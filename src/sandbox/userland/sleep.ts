import { parseSeconds } from './text/duration.ts';
import type { Tool } from './tool/tool.ts';

/** Longest nap at once, ms; timers of JavaScript end at 2^31. */
const NAP = 2 ** 30;

export const sleep: Tool = {
  name: 'sleep',
  about: 'Pause for the sum of the times: seconds, or with a suffix s, m, h, d',
  gnu: { long: '', usage: 'NUMBER[SUFFIX]...' },
  busybox: { usage: '[N]...' },
  async run(call) {
    if (call.operands.length === 0) return call.missingOperand();
    let seconds = 0;
    let wrong = false;
    for (const text of call.operands) {
      const time = parseSeconds(text);
      if (time === undefined) {
        if (!call.gnu) return call.die(`invalid number '${text}'`);
        await call.warn(`invalid time interval ${call.quote(text)}`);
        wrong = true;
      } else seconds += time;
    }
    if (wrong) return call.misuse();
    for (let left = seconds * 1000; left > 0; left -= NAP) await call.process.sleep(Math.min(left, NAP));
    return 0;
  },
};
