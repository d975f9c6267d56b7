import type { Tool } from './tool/tool.ts';

const constant = (name: string, status: number): Tool => ({
  name,
  about: `Exit with ${status}`,
  gnu: { raw: true },
  busybox: { raw: true },
  run: async () => status,
});

export const trueTool = constant('true', 0);
export const falseTool = constant('false', 1);
