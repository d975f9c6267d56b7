import { type Bytes, EMPTY, encode } from '../../../kernel/bytes.ts';
import type { HttpResponse } from '../../../kernel/net/http.ts';
import { ByteStream } from '../../../kernel/stream.ts';

const API = { 'docker-distribution-api-version': 'registry/2.0', 'x-content-type-options': 'nosniff' };

export const answer = (status: number, headers: Record<string, string> = {}, body: Bytes = EMPTY): HttpResponse => ({
  status,
  headers: { 'content-length': String(body.length), ...API, ...headers },
  body: ByteStream.of(body),
});

export const jsonAnswer = (value: unknown, headers: Record<string, string> = {}, status = 200): HttpResponse =>
  answer(
    status,
    { 'content-type': 'application/json; charset=utf-8', ...headers },
    encode(`${JSON.stringify(value)}\n`),
  );

const ERRORS = {
  BLOB_UNKNOWN: [404, 'blob unknown to registry'],
  BLOB_UPLOAD_UNKNOWN: [404, 'blob upload unknown to registry'],
  DIGEST_INVALID: [400, 'provided digest did not match uploaded content'],
  MANIFEST_BLOB_UNKNOWN: [400, 'blob unknown to registry'],
  MANIFEST_INVALID: [400, 'manifest invalid'],
  MANIFEST_UNKNOWN: [404, 'manifest unknown'],
  NAME_UNKNOWN: [404, 'repository name not known to registry'],
  UNSUPPORTED: [405, 'The operation is unsupported.'],
} as const;

/** @see distribution registry/api/v2/errors.go */
export function refusal(code: keyof typeof ERRORS, detail?: unknown): HttpResponse {
  const [status, message] = ERRORS[code];
  return jsonAnswer({ errors: [{ code, message, ...(detail !== undefined && { detail }) }] }, {}, status);
}
