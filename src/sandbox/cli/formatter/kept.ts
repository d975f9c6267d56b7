import type { Config } from '../../api/types/config.ts';
import type { Secret } from '../../api/types/secret.ts';
import { humanDuration } from '../../api/duration.ts';
import type { Row, Table } from './formatter.ts';
import { joinLabels } from './labels.ts';

const headers = {
  ID: 'ID',
  Name: 'NAME',
  Driver: 'DRIVER',
  CreatedAt: 'CREATED',
  UpdatedAt: 'UPDATED',
  Labels: 'LABELS',
};
export const SECRET_TABLE: Table = { typeName: '*secret.secretContext', headers };
export const CONFIG_TABLE: Table = { typeName: '*config.configContext', headers };

export function keptFormat(kind: 'secret' | 'config', format: string, quiet: boolean): string {
  if (format !== '' && format !== 'table') return format;
  if (quiet) return '{{.ID}}';
  const driver = kind === 'secret' ? '\t{{.Driver}}' : '';
  return `table {{.ID}}\t{{.Name}}${driver}\t{{.CreatedAt}}\t{{.UpdatedAt}}`;
}

/** A secret or a config. */
export function keptRow({ ID, Spec, CreatedAt, UpdatedAt }: Secret | Config, now: number): Row {
  const age = (time: string) => `${humanDuration(now - Date.parse(time))} ago`;
  const isSecret = !('Data' in Spec);
  return {
    ID: () => ID,
    Name: () => Spec.Name,
    ...(isSecret && { Driver: () => ('Driver' in Spec ? (Spec.Driver?.Name ?? '') : '') }),
    CreatedAt: () => age(CreatedAt),
    UpdatedAt: () => age(UpdatedAt),
    Labels: () => joinLabels(Spec.Labels),
    Label: (key: string) => Spec.Labels[key] ?? '',
  };
}
