/** An image reference without abbreviations. @see distribution/reference v0.6 */
export interface Reference {
  /** `docker.io`, `localhost:5000`, `ghcr.io` */
  readonly domain: string;
  /** `library/nginx` */
  readonly path: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

/** A text that is no image reference; `message` is the library's. */
export class InvalidReference extends Error {}

const DEFAULT_DOMAIN = 'docker.io';
const LEGACY_DOMAIN = 'index.docker.io';
const OFFICIAL = 'library/';
const MAX_PATH = 255;

const HOST = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])`;
const COMPONENT = String.raw`[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*`;
const TAG = String.raw`\w[\w.-]{0,127}`;
const DIGEST = String.raw`[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}`;
const REFERENCE = new RegExp(
  String.raw`^(${HOST}(?::[0-9]+)?)/(${COMPONENT}(?:/${COMPONENT})*)(?::(${TAG}))?(?:@(${DIGEST}))?$`,
);
const DIGEST_LENGTH: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/**
 * Reads what a user types for an image: `nginx`, `nginx:1.27`, `localhost:5000/lab/app`, `nginx@sha256:…`.
 *
 * @throws {InvalidReference} `invalid reference format`, `invalid reference format: repository name (…) must be lowercase`, …
 * @see distribution/reference normalize.go, ParseNormalizedNamed
 */
export function parseReference(text: string): Reference {
  if (/^[a-f0-9]{64}$/.test(text)) {
    throw new InvalidReference(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  }
  const { domain, remainder } = splitDomain(text);
  const name = remainder.split(':', 1)[0] ?? '';
  if (name !== name.toLowerCase()) {
    throw new InvalidReference(`invalid reference format: repository name (${name}) must be lowercase`);
  }
  const match = REFERENCE.exec(`${domain}/${remainder}`);
  if (match === null) throw new InvalidReference('invalid reference format');
  const [, host = '', path = '', tag, digest] = match;
  if (path.length > MAX_PATH) {
    throw new InvalidReference(`repository name must not be more than ${MAX_PATH} characters`);
  }
  if (digest !== undefined) checkDigest(digest);
  return { domain: host, path, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** The part before the first slash is a domain if it looks like one: a dot, a colon, a capital, or `localhost`. */
function splitDomain(text: string): { domain: string; remainder: string } {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(0, slash));
  const isDomain = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const domain = isDomain && first !== LEGACY_DOMAIN ? first : DEFAULT_DOMAIN;
  const remainder = isDomain ? text.slice(slash + 1) : text;
  const official = domain === DEFAULT_DOMAIN && !remainder.includes('/');
  return { domain, remainder: official ? OFFICIAL + remainder : remainder };
}

/** @see opencontainers/go-digest digest.go, Validate */
function checkDigest(digest: string): void {
  const [algorithm = '', hex = ''] = digest.split(':');
  const length = DIGEST_LENGTH[algorithm];
  if (length === undefined) throw new InvalidReference('unsupported digest algorithm');
  if (hex.length !== length) throw new InvalidReference('invalid checksum digest length');
  if (hex !== hex.toLowerCase()) throw new InvalidReference('invalid checksum digest format');
}

/** Adds `:latest` where there is neither tag nor digest. */
export const withDefaultTag = (reference: Reference): Reference =>
  reference.tag === undefined && reference.digest === undefined ? { ...reference, tag: 'latest' } : reference;

/** `docker.io/library/nginx`, without tag and digest. */
export const fullName = ({ domain, path }: Reference): string => `${domain}/${path}`;

/** `docker.io/library/nginx:1.27` */
export const fullReference = (reference: Reference): string => fullName(reference) + suffix(reference);

/** As Docker shows it: `nginx`, `bitnami/redis`, `ghcr.io/a/b`; without tag and digest. */
export function familiarName({ domain, path }: Reference): string {
  if (domain !== DEFAULT_DOMAIN) return `${domain}/${path}`;
  return path.startsWith(OFFICIAL) && !path.slice(OFFICIAL.length).includes('/') ? path.slice(OFFICIAL.length) : path;
}

/** `nginx:1.27`, `nginx@sha256:…` */
export const familiarReference = (reference: Reference): string => familiarName(reference) + suffix(reference);

const suffix = ({ tag, digest }: Reference): string =>
  (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
