import { expect, test } from 'vitest';
import { COLD_TOOLS } from './cold-tools.ts';

test.each(COLD_TOOLS.map((cold) => [cold.name, cold] as const))(
  '%s is listed as its code has it',
  async (name, cold) => {
    const tool = await cold.load();
    const who = tool.gnu === undefined ? 'busybox' : tool.busybox === undefined ? 'gnu' : 'both';
    expect({ name: tool.name, who }).toEqual({ name, who: cold.who });
  },
);
