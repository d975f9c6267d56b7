import type { Tool } from './tool/tool.ts';

export const dmesg: Tool = {
  name: 'dmesg',
  about: "Show the kernel's messages",
  gnu: {
    short: 'cCTHwxkln:r',
    long: 'ctime=T human=H follow=w level:=l',
    usage: '[options]',
    package: 'util-linux 2.38.1',
  },
  busybox: { short: 'crn:s:', usage: '[-cr] [-n LEVEL] [-s SIZE]' },
  async run(call) {
    if (!call.process.has('CAP_SYSLOG')) {
      return call.die(
        call.gnu ? 'read kernel buffer failed: Operation not permitted' : 'klogctl: Operation not permitted',
      );
    }
    await call.process.err("drydock: not simulated: the kernel's messages\n");
    return 1;
  },
};
