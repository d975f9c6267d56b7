import { expect, test } from 'vitest';
import type { ContainerSummary } from '../../api/types/container.ts';
import { CONTAINER_TABLE, containerRow } from './container.ts';
import { formatRows } from './formatter.ts';
import { goStruct } from './go-struct.ts';
import { displayablePorts } from './ports.ts';
import { alignColumns } from './table-writer.ts';
import { compile } from './template/execute.ts';

const container: ContainerSummary = {
  Id: '946a5744ab718035621e73c732073d6667ca9f6300b692614c8ee5a640431ca4',
  Names: ['/web', '/app/web'],
  Image: 'busybox',
  ImageID: 'sha256:1f0e8cebaee43737b38c77deacf1bb0d694840641e421a9b9e1912261e2c0566',
  Command: 'sh -c "sleep 300; echo done"',
  Created: 1_795_245_686,
  Ports: [
    { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    { PrivatePort: 443, Type: 'tcp' },
  ],
  Labels: { 'my.some-label': 'x', a: 'b' },
  State: 'running',
  Status: 'Up 1 second',
  HostConfig: { NetworkMode: 'bridge' },
  NetworkSettings: { Networks: {} },
  Mounts: [],
};
const row = containerRow(container, 1_795_245_686_000 + 90_000, true);
const show = (format: string) => formatRows(CONTAINER_TABLE, format, [row]);

test('a table has a title for each column, three blanks between and ten columns at least', () => {
  expect(show('table {{.ID}}\\t{{.Names}}\\t{{.State}}\\t{{.Command}}')).toBe(
    'CONTAINER ID   NAMES     STATE     COMMAND\n946a5744ab71   web       running   "sh -c \\"sleep 300; e…"\n',
  );
});

test('a table without rows has its titles', () => {
  expect(formatRows(CONTAINER_TABLE, 'table {{.ID}}\t{{.Image}}', [])).toBe('CONTAINER ID   IMAGE\n');
});

test('a name without a title is none of the map of titles', () => {
  expect(formatRows(CONTAINER_TABLE, 'table {{.Nothing}}\t{{.ID}}', [])).toBe('<no value>   CONTAINER ID\n');
});

test('the title of a label is its last part', () => {
  expect(show('table {{.Label "my.some-label"}}')).toBe('some label\nx\n');
});

test('json has the members sorted and no methods', () => {
  const keys = Object.keys(JSON.parse(show('json')) as object);
  expect(keys).toEqual([...keys].sort());
  expect(keys).toContain('Platform');
  expect(keys).not.toContain('Label');
});

test('a row escapes its JSON, a text does not', () => {
  expect(show('{{json .}}')).toContain('8080-\\u003e80');
  expect(show('{{json .Ports}}')).toContain('8080->80');
});

test('blanks around a format go, newlines stay', () => {
  expect(show(' {{.ID}}\\n ')).toBe('946a5744ab71\n\n');
});

test('other formats print a line a row', () => {
  expect(show('{{.Names}}: {{.RunningFor}}')).toBe('web: About a minute ago\n');
});

test('ports of all addresses come sorted, neighbours as a range', () => {
  expect(displayablePorts(container.Ports)).toBe('443/tcp, 0.0.0.0:8080->80/tcp, [::]:8080->80/tcp');
  const range = [7001, 7000, 7002].map((port) => ({ IP: '0.0.0.0', PrivatePort: port, PublicPort: port, Type: 'tcp' }));
  expect(displayablePorts(range)).toBe('0.0.0.0:7000-7002->7000-7002/tcp');
});

test('columns end where a line has no further cell', () => {
  expect(alignColumns('a\tb\nlonger than that\tc\nalone\nx\ty\n')).toBe(
    'a                  b\nlonger than that   c\nalone\nx         y\n',
  );
});

const inspect = goStruct('container.InspectResponse', {
  Id: 'abc',
  State: { Status: 'running', Running: true, Pid: 7 },
  Config: { Cmd: null, Entrypoint: ['sh'], Labels: { a: 'b' } },
  HostConfig: { OomKillDisable: false, PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } },
  NetworkSettings: { Networks: { bridge: { IPAddress: '172.17.0.2' } } },
});
test.each([
  ['{{.ID}}', 'abc'],
  ['{{.State}}', '{running true false false false false 7 0    <nil>}'],
  ['{{.State.Health}}', '<nil>'],
  ['{{.Config.Cmd}} {{json .Config.Cmd}} {{json .Config.Entrypoint}}', '[] null ["sh"]'],
  ['{{.Config.Labels.zz}}|{{index .Config.Labels "zz"}}|', '<no value>||'],
  ['{{.HostConfig.PortBindings}}', 'map[80/tcp:[{ 8080}]]'],
  ['{{.HostConfig.OomKillDisable}} {{.HostConfig.PidsLimit}} {{.HostConfig.Memory}}', 'false <nil> 0'],
  ['{{.NetworkSettings.Networks.bridge.IPAddress}}', '172.17.0.2'],
  ['{{.NetworkSettings.Networks}}', 'map[bridge:0xc000012345]'],
  ['{{range $k,$v := .NetworkSettings.Networks}}{{$k}} {{$v.IPAddress}}{{end}}', 'bridge 172.17.0.2'],
])('inspect -f %s', (template, output) => expect(compile(template).execute(inspect)).toBe(output));
