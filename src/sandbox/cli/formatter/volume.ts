import type { Volume } from '../../api/types/volume.ts';
import type { Row, Table } from './formatter.ts';
import { joinLabels } from './labels.ts';
import { humanSize } from './size.ts';

export const VOLUME_TABLE: Table = {
  typeName: '*formatter.volumeContext',
  headers: {
    Name: 'VOLUME NAME',
    Driver: 'DRIVER',
    Scope: 'SCOPE',
    Availability: 'AVAILABILITY',
    Mountpoint: 'MOUNTPOINT',
    Labels: 'LABELS',
    Links: 'LINKS',
    Size: 'SIZE',
    Group: 'GROUP',
    Status: 'STATUS',
  },
};

export function volumeRow({ Name, Driver, Scope, Mountpoint, Labels, UsageData }: Volume): Row {
  return {
    Name: () => Name,
    Driver: () => Driver,
    Scope: () => Scope,
    Mountpoint: () => Mountpoint,
    Labels: () => joinLabels(Labels),
    Label: (key: string) => Labels?.[key] ?? '',
    Links: () => (UsageData === undefined ? 'N/A' : String(UsageData.RefCount)),
    Size: () => (UsageData === undefined ? 'N/A' : humanSize(UsageData.Size)),
    Group: () => 'N/A',
    Availability: () => 'N/A',
    Status: () => 'N/A',
  };
}
