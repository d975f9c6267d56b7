import { COOKED, RAW, type Termios } from '../kernel/termios.ts';
import type { Terminal } from '../kernel/tty.ts';
import { terminalOf } from './text/screen.ts';
import type { Tool } from './tool/tool.ts';

export const stty: Tool = {
  name: 'stty',
  about: 'Show or change the settings of the terminal',
  gnu: {
    raw: true,
    usage:
      '[-F DEVICE | --file=DEVICE] [SETTING]...\n[-F DEVICE | --file=DEVICE] [-a|--all]\n[-F DEVICE | --file=DEVICE] [-g|--save]',
  },
  busybox: { raw: true, usage: '[-a|g] [-F DEVICE] [SETTING]...' },
  async run(call) {
    const terminal = terminalOf(call.process, 0);
    if (terminal === undefined) {
      return call.die(`${call.gnu ? "'standard input'" : 'standard input'}: Inappropriate ioctl for device`);
    }
    const words = [...call.operands];
    if (words.length === 0 || words[0] === '-a' || words[0] === '--all') {
      call.print(describe(terminal, words.length > 0));
      return 0;
    }
    for (let word = words.shift(); word !== undefined; word = words.shift()) {
      if (word === 'size') call.print(`${terminal.size.rows} ${terminal.size.columns}\n`);
      else if (word === 'speed') call.print('38400\n');
      else if (word === 'rows' || word === 'cols' || word === 'columns') {
        const value = Number(words.shift());
        terminal.resize({ ...terminal.size, [word === 'rows' ? 'rows' : 'columns']: value });
      } else {
        const next = change(terminal.termios, word);
        if (next === undefined)
          return call.gnu
            ? call.misuse(`invalid argument ${call.quote(word)}`)
            : call.die(`invalid argument '${word}'`);
        terminal.termios = next;
      }
    }
    return 0;
  },
};

/** @returns undefined for a setting that isn't known */
function change(termios: Termios, word: string): Termios | undefined {
  const on = !word.startsWith('-');
  switch (word.replace(/^-/, '')) {
    case 'echo':
      return { ...termios, echo: on };
    case 'icanon':
      return { ...termios, canonical: on };
    case 'isig':
      return { ...termios, signals: on };
    case 'icrnl':
      return { ...termios, icrnl: on };
    case 'onlcr':
    case 'opost':
      return { ...termios, onlcr: on };
    case 'raw':
      return on ? RAW : COOKED;
    case 'sane':
      return COOKED;
    case 'cbreak':
      return { ...termios, canonical: !on };
    default:
      return undefined;
  }
}

function describe({ termios, size }: Terminal, all: boolean): string {
  const flag = (on: boolean, name: string) => (on ? name : `-${name}`);
  if (!all) {
    const changed = [
      ...(termios.echo ? [] : ['-echo']),
      ...(termios.canonical ? [] : ['-icanon']),
      ...(termios.signals ? [] : ['-isig']),
    ];
    return `speed 38400 baud; line = 0;\n${changed.length > 0 ? `${changed.join(' ')}\n` : ''}`;
  }
  return (
    `speed 38400 baud; rows ${size.rows}; columns ${size.columns}; line = 0;\n` +
    'intr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; eol = <undef>; eol2 = <undef>; swtch = <undef>; start = ^Q;\n' +
    'stop = ^S; susp = ^Z; rprnt = ^R; werase = ^W; lnext = ^V; discard = ^O; min = 1; time = 0;\n' +
    '-parenb -parodd -cmspar cs8 -hupcl -cstopb cread -clocal -crtscts\n' +
    `-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr ${flag(termios.icrnl, 'icrnl')} ixon -ixoff -iuclc -ixany -imaxbel -iutf8\n` +
    `${flag(termios.onlcr, 'opost')} -olcuc -ocrnl ${flag(termios.onlcr, 'onlcr')} -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0\n` +
    `${flag(termios.signals, 'isig')} ${flag(termios.canonical, 'icanon')} iexten ${flag(termios.echo, 'echo')} echoe echok -echonl -noflsh -xcase -tostop -echoprt echoctl echoke -flusho -extproc\n`
  );
}
