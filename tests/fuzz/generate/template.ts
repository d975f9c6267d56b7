import fc from 'fast-check';
import { quoted } from './text.ts';

const PARTS = [
  '.', '.ID', '.Names', '.State', '.State.Status', '.Config', '.Config.Env', '.NetworkSettings.Networks', '.NoSuch', '.Mounts', '.Id',
  '$', '$x', '$x :=', '|', '(', ')', '"a"', '`a`', "'a'", '1', '-1', '1.5', '0x', 'true', 'nil', 'json', 'index', 'len', 'printf', '"%d %s %v %q %x %[2]d %!"',
  'println', 'print', 'join', 'split', 'upper', 'lower', 'title', 'pad', 'truncate', 'and', 'or', 'not', 'eq', 'ne', 'lt', 'le', 'gt', 'html', 'js',
  'urlquery', 'slice', 'call', 'range', 'if', 'else', 'end', 'with', 'define "t"', 'template "t"', 'block "b" .', 'break', 'continue', '/*', '*/', '-',
  ',', '=', ':=', '.Labels', '.Label "x"', '.Ports', '.Size', '99999999999', '"', '`',
] as const; // prettier-ignore

const action = fc
  .tuple(fc.array(fc.constantFrom(...PARTS), { maxLength: 6 }), fc.constantFrom(' ', ' ', ''))
  .map(([parts, space]) => `{{${parts.join(space)}}}`);
const piece = fc.oneof(
  { weight: 4, arbitrary: action },
  { weight: 1, arbitrary: fc.constantFrom('table ', 'json', '{{', '}}', '{{-', '-}}', '\\n', '\\t', 'text', '\n', '{{end}}', '{{range .}}', '{{if .}}', '{{else}}') },
); // prettier-ignore

const FORMATTED = [
  'docker ps -a --format', 'docker images --format', 'docker inspect web -f', 'docker inspect idle web -f', 'docker image inspect busybox -f',
  'docker network ls --format', 'docker volume ls --format', 'docker info -f', 'docker version -f', 'docker stats --no-stream --format',
  'docker history busybox --format', 'docker system df --format', 'docker network inspect net -f', 'docker volume inspect data -f', 'docker search nginx --format',
] as const; // prettier-ignore

/** A command with a Go template. */
export const templated: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...FORMATTED), fc.array(piece, { maxLength: 5 }))
  .map(([command, pieces]) => `${command} ${quoted(pieces.join(''))}`);
