import type { LineCounter, YAMLError } from 'yaml';
import { YamlError } from './error.ts';

/**
 * Says what is wrong with a YAML text as gopkg.in/yaml.v3 does. Its lines are those of what was being read where
 * something went wrong, counted from 0 by its parser and from 1 by its scanner.
 * @see yaml.v3 decode.go, parser.fail
 */
export function yamlError(error: YAMLError, text: string, lines: LineCounter): YamlError {
  const { code, message, pos } = error;
  const problem = lines.linePos(pos[0]).line - 1;
  const scanned = (what: string, context: number) => fail(what, context === 0 ? problem : context, 1);
  const parsed = (what: string, context: number) => fail(what, context === 0 ? problem : context, 0);
  switch (code) {
    case 'TAB_AS_INDENT':
    case 'BAD_SCALAR_START':
      return scanned('found character that cannot start any token', problem);
    case 'BAD_INDENT': {
      const flow = /^Flow (sequence|map)/.exec(message)?.[1];
      if (flow === undefined) {
        const start = blockStart(text, problem);
        const isList = /^\s*- /.test(text.split('\n')[start] ?? '');
        return parsed(`did not find expected ${isList ? "'-' indicator" : 'key'}`, start);
      }
      const bracket = flow === 'map' ? '{' : '[';
      const end = flow === 'map' ? "'}'" : "']'";
      const at = Math.max(0, text.lastIndexOf(bracket, pos[0]));
      const opening = lines.linePos(at).line - 1;
      if (text.slice(at + 1).trim() === '') {
        return parsed('did not find expected node content', lines.linePos(text.length).line - 1);
      }
      return parsed(`did not find expected ',' or ${end}`, opening);
    }
    case 'MISSING_CHAR': {
      const quote = /^Missing closing (.)quote/.exec(message)?.[1];
      if (quote === undefined) return scanned("could not find expected ':'", problem);
      const opening = lines.linePos(Math.max(0, text.lastIndexOf(quote, pos[0] - 1))).line - 1;
      return scanned('found unexpected end of stream', opening);
    }
    case 'MULTILINE_IMPLICIT_KEY':
      return scanned("could not find expected ':'", problem);
    case 'BLOCK_AS_IMPLICIT_KEY': {
      if (message.startsWith('A block sequence')) return parsed('did not find expected key', blockStart(text, problem));
      // A deeper line that goes on with a value, or a second colon in one line.
      const inside = text.slice(pos[0]).split('\n', 1)[0] ?? '';
      return scanned('mapping values are not allowed in this context', /:(\s|$)/.test(inside) ? problem : problem + 1);
    }
    case 'BAD_DQ_ESCAPE':
      return scanned('found unknown escape character', problem);
    default:
      return scanned(message, problem);
  }
}

function fail(what: string, line: number, first: 0 | 1): YamlError {
  return new YamlError(line === 0 ? what : `line ${line + first}: ${what}`);
}

const indentOf = (line: string) => /^ */.exec(line)?.[0].length ?? 0;

/** First line of the block that a line with too little indent falls into. */
function blockStart(text: string, bad: number): number {
  const lines = text.split('\n');
  const column = indentOf(lines[bad] ?? '');
  let start = bad;
  let indent = -1;
  for (let at = bad - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const here = indentOf(line);
    if (indent < 0 && here > column) continue;
    if (indent < 0) indent = here;
    if (here < indent) break;
    if (here === indent) start = at;
  }
  return start;
}
