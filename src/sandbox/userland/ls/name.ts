import type { Stat } from '../../kernel/fs/file-system.ts';
import { quoteForShell } from '../tool/quote.ts';
import type { Listed } from './listed.ts';

export interface NameStyle {
  readonly gnu: boolean;
  readonly indicate: 'none' | 'slash' | 'type' | 'classify';
  readonly color: boolean;
  readonly quote: 'never' | 'shell' | 'always';
  readonly hideControls: boolean;
}

const INDICATORS: Readonly<Record<string, string>> = { directory: '/', symlink: '@', fifo: '|', socket: '=' };

function indicator(stat: Stat, style: NameStyle): string {
  if (style.indicate === 'none') return '';
  if (stat.type === 'directory') return '/';
  if (style.indicate === 'slash') return '';
  if (stat.type === 'file') return style.indicate === 'classify' && (stat.mode & 0o111) !== 0 ? '*' : '';
  return INDICATORS[stat.type] ?? '';
}

function color(stat: Stat): string {
  switch (stat.type) {
    case 'directory':
      if ((stat.mode & 0o1002) === 0o1002) return '30;42';
      return '01;34';
    case 'symlink':
      return '01;36';
    case 'fifo':
      return '40;33';
    case 'socket':
      return '01;35';
    case 'char':
    case 'block':
      return '40;33;01';
    case 'file':
      if ((stat.mode & 0o4000) !== 0) return '37;41';
      if ((stat.mode & 0o2000) !== 0) return '30;43';
      return (stat.mode & 0o111) === 0 ? '' : '01;32';
  }
}

function plain(name: string, style: NameStyle): string {
  // eslint-disable-next-line no-control-regex
  if (style.quote === 'always') return JSON.stringify(name);
  if (style.quote === 'shell') return quoteForShell(name);
  // eslint-disable-next-line no-control-regex
  return style.hideControls ? name.replace(/[\x00-\x1f\x7f]/g, '?') : name;
}

function paint(text: string, code: string, style: NameStyle): string {
  if (!style.color || (code === '' && style.gnu)) return text;
  if (style.gnu) return `\x1b[${code}m${text}\x1b[0m`;
  return code === '' ? `\x1b[0;0m${text}\x1b[m` : `\x1b[${code.replace(/^01;/, '1;')}m${text}\x1b[m`;
}

/** The name as the options want it, without a symlink's target. */
export function showName({ name, stat, target, targetStat }: Listed, style: NameStyle): string {
  const broken = target !== undefined && targetStat === undefined;
  return paint(plain(name, style), broken && style.gnu ? '01;36' : color(stat), style) + indicator(stat, style);
}
