import type { ContainerSummary } from '../../api/types/container.ts';
import { familiarName, InvalidReference, parseReference } from '../../api/reference.ts';
import { humanDuration } from '../../api/duration.ts';
import { goTime } from './age.ts';
import type { Row, Table } from './formatter.ts';
import { joinLabels, shortId } from './labels.ts';
import { displayablePorts } from './ports.ts';
import { humanSize } from './size.ts';
import { goQuote } from '../../api/go-quote.ts';
import { ellipsis } from './width.ts';

export const CONTAINER_TABLE: Table = {
  typeName: '*formatter.ContainerContext',
  headers: {
    ID: 'CONTAINER ID',
    Names: 'NAMES',
    Image: 'IMAGE',
    Command: 'COMMAND',
    CreatedAt: 'CREATED AT',
    RunningFor: 'CREATED',
    Ports: 'PORTS',
    State: 'STATE',
    Status: 'STATUS',
    Size: 'SIZE',
    Labels: 'LABELS',
    Mounts: 'MOUNTS',
    LocalVolumes: 'LOCAL VOLUMES',
    Networks: 'NETWORKS',
    Platform: 'PLATFORM',
  },
};

const COMMAND_COLUMNS = 20;
const MOUNT_COLUMNS = 15;

/** @param now milliseconds since 1970 @param empty for the dry run: an image stays empty */
export function containerRow(container: ContainerSummary, now: number, truncate: boolean, empty = false): Row {
  const { Id, Names, Image, ImageID, Command, Created, Ports, Labels, State, Status, Mounts } = container;
  return {
    ID: () => (truncate ? shortId(Id) : Id),
    Names: () => containerNames(Names, truncate).join(','),
    Image: () => (empty ? '' : imageName(Image, ImageID, truncate)),
    Command: () => goQuote(truncate ? ellipsis(Command, COMMAND_COLUMNS) : Command),
    CreatedAt: () => goTime(Created * 1000),
    RunningFor: () => `${humanDuration(now - Created * 1000)} ago`,
    Ports: () => displayablePorts(Ports),
    State: () => State,
    Status: () => Status,
    Size: () => sizeText(container),
    Labels: () => joinLabels(Labels),
    Label: (key: string) => Labels[key] ?? '',
    Mounts: () =>
      Mounts.map(({ Name, Source }) => Name || Source)
        .map((name) => (truncate ? ellipsis(name, MOUNT_COLUMNS) : name))
        .join(','),
    LocalVolumes: () => String(Mounts.filter(({ Driver }) => Driver === 'local').length),
    Networks: () => Object.keys(container.NetworkSettings.Networks).join(','),
    Platform: () => null,
  };
}

/** Names without `/`; those that links gave are left out of short tables. */
export function containerNames(names: readonly string[], truncate: boolean): string[] {
  const plain = names.map((name) => name.replace(/^\//, ''));
  return truncate ? plain.filter((name) => !name.includes('/')) : plain;
}

function imageName(image: string, id: string, truncate: boolean): string {
  if (image === '') return '<no image>';
  if (!truncate) return image;
  if (shortId(id) === shortId(image)) return shortId(id);
  try {
    const reference = parseReference(image);
    return familiarName(reference) + (reference.tag === undefined ? '' : `:${reference.tag}`);
  } catch (error) {
    if (error instanceof InvalidReference) return image;
    throw error;
  }
}

function sizeText({ SizeRw = 0, SizeRootFs = 0 }: ContainerSummary): string {
  const own = humanSize(SizeRw, 3);
  return SizeRootFs > 0 ? `${own} (virtual ${humanSize(SizeRootFs, 3)})` : own;
}
