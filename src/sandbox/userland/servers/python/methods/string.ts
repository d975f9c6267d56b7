import { encode } from '../../../../kernel/bytes.ts';
import { pyError } from '../exceptions.ts';
import { formatValue } from '../text.ts';
import { PyDict, PyList, PyTuple, typeName, type Value } from '../values.ts';
import type { Methods } from './methods.ts';

const text = (value: Value | undefined, fallback = ''): string => (typeof value === 'string' ? value : fallback);
const strip = (self: string, letters: Value | undefined, sides: 'both' | 'left' | 'right'): string => {
  const set = typeof letters === 'string' ? letters : ' \t\n\r\v\f';
  let from = 0;
  let to = self.length;
  if (sides !== 'right') while (from < to && set.includes(self[from] ?? '')) from++;
  if (sides !== 'left') while (to > from && set.includes(self[to - 1] ?? '')) to--;
  return self.slice(from, to);
};

const affix = (wanted: Value | undefined, test: (part: string) => boolean): boolean =>
  wanted instanceof PyTuple ? wanted.items.some((part) => test(text(part))) : test(text(wanted));

function split(self: string, separator: Value | undefined, limit: Value | undefined): Value {
  const most = typeof limit === 'bigint' && limit >= 0n ? Number(limit) : Infinity;
  if (separator === undefined || separator === null) {
    const words = self
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    if (words.length <= most) return new PyList(words);
    const rest = self.trim().split(/\s+/).slice(most).join(' ');
    return new PyList([...words.slice(0, most), rest]);
  }
  const parts = self.split(text(separator));
  return new PyList(
    parts.length - 1 <= most ? parts : [...parts.slice(0, most), parts.slice(most).join(text(separator))],
  );
}

/** Methods of `str`; `%` is the operator. */
export const STRING: Methods<string> = {
  upper: (self) => self.toUpperCase(),
  lower: (self) => self.toLowerCase(),
  title: (self) => self.toLowerCase().replace(/(^|[^\p{L}])\p{L}/gu, (part) => part.toUpperCase()),
  capitalize: (self) => self.slice(0, 1).toUpperCase() + self.slice(1).toLowerCase(),
  swapcase: (self) => [...self].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(''),
  strip: (self, [letters]) => strip(self, letters, 'both'),
  lstrip: (self, [letters]) => strip(self, letters, 'left'),
  rstrip: (self, [letters]) => strip(self, letters, 'right'),
  split: (self, [separator, limit], keywords) =>
    split(self, separator ?? keywords.get('sep'), limit ?? keywords.get('maxsplit')),
  rsplit: (self, [separator, limit]) => {
    if (limit === undefined) return split(self, separator, undefined);
    const parts = self.split(text(separator, ' '));
    const count = Math.max(0, parts.length - Number(limit));
    return new PyList([parts.slice(0, count).join(text(separator, ' ')), ...parts.slice(count)]);
  },
  splitlines: (self) => new PyList(self === '' ? [] : self.replace(/\r?\n$/, '').split(/\r?\n/)),
  join: async (self, [items = null], _keywords, interpreter) => {
    const parts = await interpreter.items(items);
    return parts
      .map((part, index) => {
        if (typeof part !== 'string')
          throw pyError('TypeError', `sequence item ${index}: expected str instance, ${typeName(part)} found`);
        return part;
      })
      .join(self);
  },
  replace: (self, [from, to, count]) => {
    if (count === undefined) return self.replaceAll(text(from), () => text(to));
    let left = Number(count);
    return self.replaceAll(text(from), (part) => (left-- > 0 ? text(to) : part));
  },
  startswith: (self, [wanted]) => affix(wanted, (part) => self.startsWith(part)),
  endswith: (self, [wanted]) => affix(wanted, (part) => self.endsWith(part)),
  find: (self, [wanted]) => BigInt(self.indexOf(text(wanted))),
  rfind: (self, [wanted]) => BigInt(self.lastIndexOf(text(wanted))),
  index: (self, [wanted]) => {
    const at = self.indexOf(text(wanted));
    if (at < 0) throw pyError('ValueError', 'substring not found');
    return BigInt(at);
  },
  count: (self, [wanted]) => BigInt(self.split(text(wanted)).length - 1),
  isdigit: (self) => /^\d+$/.test(self),
  isnumeric: (self) => /^\d+$/.test(self),
  isalpha: (self) => /^\p{L}+$/u.test(self),
  isalnum: (self) => /^[\p{L}\d]+$/u.test(self),
  isspace: (self) => /^\s+$/.test(self),
  isupper: (self) => self !== self.toLowerCase() && self === self.toUpperCase(),
  islower: (self) => self !== self.toUpperCase() && self === self.toLowerCase(),
  zfill: (self, [width]) =>
    /^[+-]/.test(self)
      ? (self[0] ?? '') + self.slice(1).padStart(Number(width) - 1, '0')
      : self.padStart(Number(width), '0'),
  ljust: (self, [width, fill]) => self.padEnd(Number(width), text(fill, ' ')),
  rjust: (self, [width, fill]) => self.padStart(Number(width), text(fill, ' ')),
  center: (self, [width, fill]) =>
    self
      .padStart(self.length + Math.floor(Math.max(0, Number(width) - self.length) / 2), text(fill, ' '))
      .padEnd(Number(width), text(fill, ' ')),
  encode: (self) => encode(self),
  partition: (self, [separator]) => {
    const at = self.indexOf(text(separator));
    return new PyTuple(
      at < 0 ? [self, '', ''] : [self.slice(0, at), text(separator), self.slice(at + text(separator).length)],
    );
  },
  removeprefix: (self, [part]) => (self.startsWith(text(part)) ? self.slice(text(part).length) : self),
  removesuffix: (self, [part]) =>
    text(part) !== '' && self.endsWith(text(part)) ? self.slice(0, -text(part).length) : self,
  format: async (self, args, keywords, interpreter) => {
    let next = 0;
    let out = '';
    const pattern = /\{\{|\}\}|\{([^{}:!]*)(?:!([rs]))?(?::([^{}]*))?\}/g;
    let end = 0;
    for (const match of self.matchAll(pattern)) {
      const [whole, name = '', conversion, spec = ''] = match;
      out += self.slice(end, match.index);
      end = match.index + whole.length;
      if (whole === '{{' || whole === '}}') {
        out += whole[0] ?? '';
        continue;
      }
      const [head = '', ...rest] = name.split('.');
      let value = head === '' ? args[next++] : /^\d+$/.test(head) ? args[Number(head)] : keywords.get(head);
      if (value === undefined)
        throw head === '' || /^\d+$/.test(head)
          ? pyError('IndexError', `Replacement index ${head || next - 1} out of range for positional args tuple`)
          : pyError('KeyError', head);
      for (const part of rest) value = await interpreter.attribute(value, part);
      if (conversion === 'r') value = await interpreter.repr(value);
      out += await formatValue(value, spec, interpreter.method);
    }
    return out + self.slice(end);
  },
  '%': async (self, [values = null], _keywords, interpreter) => {
    const rest = values instanceof PyTuple ? [...values.items] : [values];
    let out = '';
    let end = 0;
    for (const match of self.matchAll(/%(?:\((\w+)\))?([-+ #0]*)(\d+)?(?:\.(\d+))?([sdrifgxXoeEc%])/g)) {
      const [whole, key, flags = '', width = '', precision, type = 's'] = match;
      out += self.slice(end, match.index);
      end = match.index + whole.length;
      if (type === '%') {
        out += '%';
        continue;
      }
      const value = key !== undefined && values instanceof PyDict ? values.get(key) : rest.shift();
      if (value === undefined) throw pyError('TypeError', 'not enough arguments for format string');
      const side = flags.includes('-') ? '<' : type === 's' || type === 'r' ? '>' : '';
      const shown: Value =
        type === 'r'
          ? await interpreter.repr(value)
          : type === 's'
            ? await interpreter.str(value)
            : type === 'd' || type === 'i'
              ? BigInt(Math.trunc(Number(value)))
              : value;
      const dot = precision === undefined ? '' : `.${precision}`;
      const kind = 'sr'.includes(type) ? 's' : type === 'i' ? 'd' : type;
      out += await formatValue(
        shown,
        `${side}${flags.includes('+') ? '+' : ''}${flags.includes('0') && side === '' ? '0' : ''}${width}${dot}${kind}`,
        interpreter.method,
      );
    }
    return out + self.slice(end);
  },
};
