/** Packages with versions as the registry had them on 21 November 2026. What they bring is named `name@version`. */
const EXPRESS =
  'accepts@2.0.0 async-function@1.0.0 async-generator-function@1.0.0 body-parser@2.4.0 bytes@3.1.2 call-bind-apply-helpers@1.0.2 call-bound@1.0.4 content-disposition@2.0.1 content-type@2.1.0 cookie-signature@1.2.2 cookie@0.7.2 debug@4.4.3 depd@2.0.0 dunder-proto@1.0.1 ee-first@1.1.1 encodeurl@2.0.3 es-define-property@1.0.1 es-errors@1.3.0 es-object-atoms@1.1.2 escape-html@1.0.3 etag@1.8.1 finalhandler@2.1.1 forwarded@0.2.0 fresh@2.0.0 function-bind@1.1.2 generator-function@2.0.1 get-intrinsic@1.3.1 get-proto@1.0.1 gopd@1.2.0 has-symbols@1.1.0 hasown@2.0.4 http-errors@2.0.1 iconv-lite@0.7.3 inherits@2.0.4 ipaddr.js@1.9.1 is-promise@4.0.0 math-intrinsics@1.1.0 media-typer@1.1.1 merge-descriptors@2.0.0 mime-db@1.54.0 mime-types@3.0.2 ms@2.1.3 negotiator@1.1.0 object-inspect@1.14.0 on-finished@2.4.2 once@1.4.0 parseurl@1.3.3 path-to-regexp@8.4.2 proxy-addr@2.0.8 qs@6.17.1 range-parser@1.3.0 raw-body@3.0.2 router@2.3.0 safer-buffer@2.1.2 send@1.2.1 serve-static@2.2.1 setprototypeof@1.2.0 side-channel-list@1.0.1 side-channel-map@1.0.1 side-channel-weakmap@1.0.2 side-channel@1.1.1 statuses@2.0.2 toidentifier@1.0.1 type-is@2.1.0 unpipe@1.0.0 vary@1.1.2 wrappy@1.0.2';

interface Listed {
  /** The newest first. */
  readonly versions: readonly string[];
  readonly brings: string;
}

/** Those whose code the sandbox has; see node/packages.ts. */
export const CATALOGUE: Readonly<Record<string, Listed>> = {
  express: { versions: ['5.3.0', '5.1.0', '5.0.0', '4.21.2', '4.19.2', '4.18.2', '4.17.1'], brings: EXPRESS },
  'body-parser': { versions: ['2.4.0', '1.20.3'], brings: '' },
  cors: { versions: ['2.8.5'], brings: 'object-assign@4.1.1 vary@1.1.2' },
  dotenv: { versions: ['17.2.3', '16.4.5'], brings: '' },
  morgan: { versions: ['1.10.1'], brings: 'basic-auth@2.0.1 on-headers@1.1.0' },
  uuid: { versions: ['13.0.0', '9.0.1'], brings: '' },
};

const numbers = (version: string): number[] => version.split('.').map(Number);

/** Whether a version is in a range: `1.2.3`, `^1.2`, `~1.2.3`, `1`, `1.x`, `>=1.2`, `*`, `latest`. */
function fits(version: string, range: string): boolean {
  const plain = range.trim().replace(/^[v=]/, '');
  if (/^(\*|x|latest)?$/.test(plain)) return true;
  const [, sign = '', text = ''] = /^(\^|~|>=)?\s*([\d.x*]+)$/.exec(plain) ?? [];
  if (text === '') return false;
  const wanted = text
    .split('.')
    .filter((part) => /^\d+$/.test(part))
    .map(Number);
  const have = numbers(version);
  const fixed = sign === '^' ? 1 : sign === '~' ? 2 : sign === '>=' ? 0 : wanted.length;
  for (const [index, number] of wanted.entries()) {
    const own = have[index] ?? 0;
    if (index < fixed && own !== number) return false;
    if (own !== number) return own > number;
  }
  return true;
}

/** The newest version in a range. */
export const versionFor = (name: string, range: string): string | undefined =>
  CATALOGUE[name]?.versions.find((version) => fits(version, range));
