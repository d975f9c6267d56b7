import type { Shell } from '../shell.ts';
import { isPattern, patternExpression, unescapePattern } from './pattern.ts';

/** Paths that match a pattern, sorted; none when nothing does. */
export function globPaths(shell: Shell, pattern: string): string[] {
  let found = [pattern.startsWith('/') ? '/' : ''];
  const segments = pattern.replace(/^\/+/, '').split(/\/+/);
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === '') {
      found = found.filter((path) => isDirectory(shell, path)).map((path) => `${path}/`);
      break;
    }
    found = found.flatMap((base) => step(shell, base, segment, last));
    if (found.length === 0) return [];
  }
  return found.sort(compare);
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
const join = (base: string, name: string): string =>
  base === '' || base.endsWith('/') ? base + name : `${base}/${name}`;

function step(shell: Shell, base: string, segment: string, last: boolean): string[] {
  const { fs } = shell.process;
  if (!isPattern(segment)) {
    const path = join(base, unescapePattern(segment));
    return fs.exists(path) || (last && isLink(shell, path)) ? [path] : [];
  }
  if (segment === '**' && shell.option('globstar')) return descend(shell, base, last);
  const expression = patternExpression(segment, { ignoreCase: shell.option('nocaseglob') });
  const hidden = segment.startsWith('.') || segment.startsWith('\\.') || shell.option('dotglob');
  return names(shell, base)
    .filter((name) => expression.test(name) && (hidden || !name.startsWith('.')) && name !== '.' && name !== '..')
    .map((name) => join(base, name))
    .filter((path) => last || isDirectory(shell, path));
}

function descend(shell: Shell, base: string, last: boolean): string[] {
  const out = last && base !== '' ? [`${base}/`] : [base];
  for (const name of names(shell, base)) {
    if (name.startsWith('.')) continue;
    const path = join(base, name);
    if (isDirectory(shell, path) && !isLink(shell, path)) {
      out.push(...descend(shell, path, last).map((deep) => deep.replace(/\/$/, '')));
    } else if (last) out.push(path);
  }
  return out.filter((path) => !last || path !== '');
}

function names(shell: Shell, base: string): string[] {
  const path = base === '' ? '.' : base;
  if (!isDirectory(shell, path) || !shell.process.fs.may(path, 'r')) return [];
  return shell.process.fs.readdir(path).map(({ name }) => name);
}

function isDirectory(shell: Shell, path: string): boolean {
  const { fs } = shell.process;
  return fs.exists(path) && fs.stat(path).type === 'directory';
}

function isLink(shell: Shell, path: string): boolean {
  const slash = path.lastIndexOf('/');
  const parent = slash < 0 ? '.' : slash === 0 ? '/' : path.slice(0, slash);
  if (!isDirectory(shell, parent)) return false;
  return shell.process.fs
    .readdir(parent)
    .some(({ name, type }) => name === path.slice(slash + 1) && type === 'symlink');
}
