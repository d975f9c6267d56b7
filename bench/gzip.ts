import http from 'node:http';
import { gzipSync } from 'node:zlib';

/** A server that packs what another one answers, as every static host does. */
export function withGzip(site: http.Server): http.Server {
  return http.createServer((request, response) => {
    const { end, writeHead } = response;
    let head: Record<string, unknown> = {};
    let status = 200;
    response.writeHead = ((code: number, headers: Record<string, unknown> = {}) => {
      [status, head] = [code, headers];
      return response;
    }) as typeof writeHead;
    response.end = ((body?: Buffer | string) => {
      const packed = body === undefined ? undefined : gzipSync(body);
      writeHead.call(response, status, {
        ...head,
        ...(packed && { 'content-encoding': 'gzip', 'content-length': packed.length }),
      } as http.OutgoingHttpHeaders);
      return end.call(response, packed, 'utf8');
    }) as typeof end;
    site.emit('request', request, response);
  });
}
