import { describe, expect, test } from 'vitest';
import { CONTAINER_CREATE, EXEC_CREATE, NETWORK_CONNECT, VOLUME_CREATE } from './bodies.ts';
import { unmarshal } from './unmarshal.ts';

/** Asked of the reference engine, 28.5.2. */
const REFUSED = [
  [{ Image: 1 }, 'number into Go struct field .Image of type string'],
  [{ HostConfig: { Memory: 'a' } }, 'string into Go struct field .HostConfig.Memory of type int64'],
  [{ HostConfig: { Memory: 1.5 } }, 'number 1.5 into Go struct field .HostConfig.Memory of type int64'],
  [{ HostConfig: [] }, 'array into Go struct field .HostConfig of type container.HostConfig'],
  [{ Env: { a: 1 } }, 'object into Go struct field .Env of type []string'],
  [{ Env: [1] }, 'number into .Env.0 of type string'],
  [{ Cmd: 1 }, 'number into Go value of type string'],
  [{ Labels: { a: 1 } }, 'number into Go struct field .Labels.a of type string'],
  [
    { HostConfig: { Mounts: [{ Type: 1 }] } },
    'number into Go struct field .HostConfig.Mounts.0.Type of type mount.Type',
  ],
  [
    { HostConfig: { PortBindings: { '80/tcp': [{ HostPort: 80 }] } } },
    'number into Go struct field .HostConfig.PortBindings.80~1tcp.0.HostPort of type string',
  ],
  [[], 'array into Go value of type container.CreateRequest'],
  ['a', 'string into Go value of type container.CreateRequest'],
] as const;

describe('bodies of requests', () => {
  test.each(REFUSED)('%j is refused in the words of Go', (body, words) => {
    expect(() => unmarshal(body, CONTAINER_CREATE, '')).toThrow(`invalid JSON: json: cannot unmarshal ${words}`);
  });

  test('the type names the body where it has a name', () => {
    expect(() => unmarshal({ Env: 1 }, EXEC_CREATE)).toThrow(
      'number into Go struct field ExecOptions.Env of type []string',
    );
    expect(() => unmarshal({ Name: 1 }, VOLUME_CREATE)).toThrow('field CreateOptions.Name of type string');
    expect(() => unmarshal({ DriverOpts: [] }, VOLUME_CREATE)).toThrow(
      'array into Go struct field CreateOptions.DriverOpts of type map[string]string',
    );
  });

  test('nulls and unknown fields are left out, absent ones have their zero', () => {
    expect(unmarshal({ Container: null, Other: 1 }, NETWORK_CONNECT)).toEqual({ Container: '' });
    expect(unmarshal(null, NETWORK_CONNECT)).toEqual({ Container: '' });
    const bindings = { HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '80' }], '81/tcp': null } } };
    expect(unmarshal(bindings, CONTAINER_CREATE)).toEqual({
      HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '80' }], '81/tcp': null } },
    });
  });

  test('a name in any case, and one word for a list of it', () => {
    expect(unmarshal({ image: 'busybox', cmd: 'true' }, CONTAINER_CREATE)).toEqual({ Image: 'busybox', Cmd: ['true'] });
  });
});
