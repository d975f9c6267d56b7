/** What an option of curl does with its argument: takes one, is a switch, or is known and not simulated. */
type Kind = 'flag' | 'value' | 'unsimulated' | 'unsimulated-value';

interface Known {
  readonly name: string;
  readonly letter?: string;
  readonly kind: Kind;
}

const of = (kind: Kind, names: string): Known[] =>
  names.split(' ').map((word) => {
    const [name = '', letter] = word.split('=');
    return { name, kind, ...(letter !== undefined && { letter }) };
  });

const KNOWN: readonly Known[] = [
  ...of('flag', 'silent=s show-error=S fail=f include=i head=I location=L insecure=k verbose=v remote-name=O get=G'),
  ...of('flag', 'ipv4=4 ipv6=6 globoff=g no-buffer=N progress-bar=# create-dirs compressed help=h version=V'),
  ...of('flag', 'retry-connrefused fail-with-body path-as-is http1.1 http1.0=0 no-progress-meter retry-all-errors'),
  ...of('value', 'output=o request=X data=d header=H write-out=w unix-socket max-time=m connect-timeout retry user=u'),
  ...of('value', 'user-agent=A referer=e data-raw data-binary data-urlencode json url retry-delay max-redirs dump-header=D'),
  ...of('value', 'cookie=b resolve interface noproxy retry-max-time'),
  ...of('unsimulated', 'http2 http3 remote-header-name=J parallel=Z next=: proto-redir anyauth digest ntlm raw append=a'),
  ...of('unsimulated-value', 'form=F upload-file=T cookie-jar=c proxy=x range=r continue-at=C config=K quote=Q cert=E'),
  ...of('unsimulated-value', 'cacert key limit-rate proto time-cond=z socks5 aws-sigv4 trace trace-ascii'),
]; // prettier-ignore

export class CurlOptions {
  readonly given: (readonly [name: string, value: string])[] = [];
  readonly urls: string[] = [];

  has(name: string): boolean {
    return this.given.some(([key]) => key === name);
  }

  values(name: string): string[] {
    return this.given.filter(([key]) => key === name).map(([, value]) => value);
  }

  value(name: string): string | undefined {
    return this.values(name).at(-1);
  }

  /** A number of seconds as ms. */
  ms(name: string): number | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : Number(value) * 1000;
  }
}

/** Words after `curl: `, before the hint. */
export class CurlUsage extends Error {}

/** @throws {CurlUsage} */
export function parseCurl(args: readonly string[]): { options: CurlOptions; unsimulated: string | undefined } {
  const options = new CurlOptions();
  let unsimulated: string | undefined;
  const rest = [...args];
  const take = (written: string, known: Known, attached: string | undefined): boolean => {
    if (known.kind === 'unsimulated' || known.kind === 'unsimulated-value') unsimulated ??= written;
    if (known.kind === 'flag' || known.kind === 'unsimulated') {
      options.given.push([known.name, '']);
      return false;
    }
    const value = attached ?? rest.shift();
    if (value === undefined) throw new CurlUsage(`option ${written}: requires parameter`);
    if (known.name === 'url') options.urls.push(value);
    else options.given.push([known.name, value]);
    return true;
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      options.urls.push(...rest);
      break;
    }
    if (word.startsWith('--')) {
      const negated = KNOWN.find(({ name }) => `--no-${name}` === word);
      if (negated !== undefined) {
        const index = options.given.findLastIndex(([name]) => name === negated.name);
        if (index >= 0) options.given.splice(index, 1);
        continue;
      }
      const candidates = KNOWN.filter(({ name }) => name.startsWith((word ?? '').slice(2)));
      const known =
        candidates.find(({ name }) => `--${name}` === word) ?? (candidates.length === 1 ? candidates[0] : undefined);
      if (known === undefined) {
        throw new CurlUsage(`option ${word}: is ${candidates.length > 1 ? 'ambiguous' : 'unknown'}`);
      }
      take(word, known, undefined);
    } else if (word.startsWith('-') && word !== '-') {
      for (let index = 1; index < word.length; index++) {
        const letter = word[index] ?? '';
        const known = KNOWN.find((option) => option.letter === letter);
        if (known === undefined) throw new CurlUsage(`option -${letter}: is unknown`);
        const attached = word.slice(index + 1);
        if (take(`-${letter}`, known, attached === '' ? undefined : attached)) break;
      }
    } else options.urls.push(word);
  }
  return { options, unsimulated };
}
