import type { Tool } from './tool/tool.ts';

export const lazyTools: readonly Tool[] = [];
