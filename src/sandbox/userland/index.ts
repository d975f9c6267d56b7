import type { ProgramTable } from '../kernel/kernel.ts';
import type { Program } from '../kernel/process.ts';
import { busybox, busyboxWith } from './busybox.ts';
import { hello } from './hello.ts';
import { findServer } from './servers/index.ts';
import { appletNames, findProgram, gnuNames } from './tools.ts';

export { ALPINE_BUSYBOX, HUB_BUSYBOX } from './tool/variant.ts';
export { appletNames, busyboxWith, gnuNames };

/** The programs of the sandbox by the names that executables hold; a plain name is GNU's, `busybox` all of BusyBox. */
export const programs: ProgramTable = {
  find(name: string): Program | undefined {
    if (name === 'busybox') return busybox;
    if (name === 'hello') return hello;
    return findProgram(name.replace(/^.*\/|\.(?:debianutils|procps)$/g, ''), 'gnu') ?? findServer(name);
  },
};
