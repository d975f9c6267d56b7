const NAMED: Readonly<Record<string, string>> = {
  a: '\x07', b: '\b', e: '\x1b', E: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\',
}; // prettier-ignore

/** Reads the backslashes of `$'…'` and of the format of printf; dash and ash know fewer. Octets above 127 must come as characters. */
export function unescapeText(text: string, dialect: 'bash' | 'dash' | 'ash' = 'bash'): string {
  return text.replace(
    /\\(?:([abeEfnrtv\\])|(["'?])|([0-7]{1,3})|x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|c([^]))/g,
    (
      whole,
      named?: string,
      quote?: string,
      octal?: string,
      hex?: string,
      short?: string,
      long?: string,
      control?: string,
    ) => {
      if (named !== undefined) return NAMED[named] ?? whole;
      if (dialect !== 'bash' && (quote ?? short ?? long ?? control) !== undefined) return whole;
      if (dialect === 'dash' && hex !== undefined) return whole;
      if (quote !== undefined) return quote;
      if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 31);
      return character(octal === undefined ? parseInt(hex ?? short ?? long ?? '0', 16) : parseInt(octal, 8) & 255);
    },
  );
}

/** Reads the backslashes of `echo -e` and `%b`: octal begins with a 0, `\c` ends the output. */
export function unescapeEcho(text: string): { readonly text: string; readonly ended: boolean } {
  const end = /(?:^|[^\\])(?:\\\\)*(\\c)/.exec(text);
  const kept = end === null ? text : text.slice(0, end.index + end[0].length - 2);
  const plain = kept.replace(
    /\\(?:([abeEfnrtv\\])|0([0-7]{0,3})|([1-7][0-7]{0,2})|x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8}))/g,
    (whole, named?: string, zero?: string, octal?: string, hex?: string, short?: string, long?: string) => {
      if (named !== undefined) return NAMED[named] ?? whole;
      const digits = zero ?? octal;
      if (digits !== undefined) return character(parseInt(`0${digits}`, 8) & 255);
      return character(parseInt(hex ?? short ?? long ?? '0', 16));
    },
  );
  return { text: plain, ended: end !== null };
}

const character = (code: number): string => (code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code));
