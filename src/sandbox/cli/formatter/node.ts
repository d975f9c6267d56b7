import type { SwarmNode } from '../../api/types/node.ts';
import type { Row, Table } from './formatter.ts';

export const NODE_TABLE: Table = {
  typeName: '*node.nodeContext',
  headers: {
    ID: 'ID',
    Self: '',
    Hostname: 'HOSTNAME',
    Status: 'STATUS',
    Availability: 'AVAILABILITY',
    ManagerStatus: 'MANAGER STATUS',
    EngineVersion: 'ENGINE VERSION',
    TLSStatus: 'TLS STATUS',
  },
};
const COLUMNS =
  'table {{.ID}} {{if .Self}}*{{else}} {{ end }}\t{{.Hostname}}\t{{.Status}}\t{{.Availability}}\t{{.ManagerStatus}}\t{{.EngineVersion}}';
const RAW =
  'node_id: {{.ID}}\nhostname: {{.Hostname}}\nstatus: {{.Status}}\navailability: {{.Availability}}\nmanager_status: {{.ManagerStatus}}\n';

export function nodeFormat(format: string, quiet: boolean): string {
  if (format === '' || format === 'table') return quiet ? '{{.ID}}' : COLUMNS;
  if (format === 'raw') return quiet ? 'node_id: {{.ID}}' : RAW;
  return format;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function nodeRow({ ID, Description, Status, Spec, ManagerStatus }: SwarmNode, self: string): Row {
  const manager = ManagerStatus === undefined ? '' : ManagerStatus.Leader ? 'leader' : ManagerStatus.Reachability;
  return {
    ID: () => ID,
    Self: () => ID === self,
    Hostname: () => Description.Hostname,
    Status: () => capital(Status.State),
    Availability: () => capital(Spec.Availability),
    ManagerStatus: () => capital(manager),
    EngineVersion: () => Description.Engine.EngineVersion,
    TLSStatus: () => 'Ready',
  };
}
