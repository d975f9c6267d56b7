import { reasonOf } from '../../kernel/net/http1.ts';
import type { HttpResponse } from '../../kernel/net/http.ts';
import { strftime } from '../text/strftime.ts';

const CASES: Readonly<Record<string, string>> = { etag: 'ETag', 'www-authenticate': 'WWW-Authenticate' };

/** `content-type` as servers write it: `Content-Type`. */
export const headerName = (name: string): string =>
  CASES[name] ?? name.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());

/** `HTTP/1.1 200 OK` */
export const statusLine = ({ status, reason }: HttpResponse): string =>
  `HTTP/1.1 ${status} ${reason ?? reasonOf(status)}`;

/** Status and headers, as lines without their ends. */
export const headLines = (response: HttpResponse): string[] => [
  statusLine(response),
  ...Object.entries(response.headers).map(([name, value]) => `${headerName(name)}: ${value}`),
];

/** `Sat, 21 Nov 2026 08:23:10 GMT` */
export const httpDate = (ms: number): string => strftime('%a, %d %b %Y %H:%M:%S GMT', ms);
