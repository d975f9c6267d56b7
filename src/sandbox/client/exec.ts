import type { ExecCreateBody, ExecCreateResponse, ExecInspect, ExecStartBody } from '../api/types/exec.ts';
import type { Duplex } from '../kernel/stream.ts';
import { ContainerEndpoints } from './container.ts';
import { pathPart } from './endpoints.ts';

/** Endpoints of exec. */
export abstract class ExecEndpoints extends ContainerEndpoints {
  containerExecCreate(id: string, body: ExecCreateBody): Promise<ExecCreateResponse> {
    return this.http.json('POST', `/containers/${pathPart(id)}/exec`, { json: body });
  }
  async containerExecStart(id: string, body: ExecStartBody): Promise<void> {
    await this.http.done('POST', `/exec/${id}/start`, { json: body });
  }
  containerExecAttach(id: string, body: ExecStartBody): Promise<Duplex> {
    return this.http.hijack(`/exec/${id}/start`, { json: body });
  }
  containerExecInspect(id: string): Promise<ExecInspect> {
    return this.http.json('GET', `/exec/${id}/json`);
  }
  async containerExecResize(id: string, rows: number, columns: number): Promise<void> {
    await this.http.done('POST', `/exec/${id}/resize`, { query: { h: rows, w: columns } });
  }
}
