import { expect, test } from 'vitest';
import { createTestHost } from '../../runtimes/test-host.ts';
import { configProblem } from './validate.ts';

const UNKNOWN = "the following directives don't match any configuration option: ";

/** Asked of dockerd 28.5.2 --validate. */
test.each([
  ['{"live-restore": true, "log-driver": "local", "userland-proxy": false}', undefined],
  ['{"runtimes": {"runsc": {"path": "/usr/local/bin/runsc"}}, "proxies": {"http-proxy": "x"}}', undefined],
  ['{"live-restor": true}', `${UNKNOWN}live-restor`],
  ['[]', 'invalid JSON: json: cannot unmarshal array into Go value of type map[string]interface {}'],
  ['{"mtu": 1.5}', 'invalid JSON: json: cannot unmarshal number 1.5 into Go struct field Config.mtu of type int'],
  [
    '{"log-opts": {"max-size": 10}}',
    'invalid JSON: json: cannot unmarshal number into Go struct field Config.log-opts.max-size of type string',
  ],
  [
    '{"dns": [5]}',
    'invalid JSON: json: cannot unmarshal number into Config.dns.0 of type net.IP: JSON value must be string type',
  ],
  [
    '{"hosts": ["x://"]}',
    "merged configuration validation from file and command line flags failed: invalid bind address (x://): unsupported proto 'x'",
  ],
])('%s: %s', (text, problem) => {
  expect(configProblem(text, new Map())).toBe(problem);
});

test('[DOCKERD-1] dockerd checks a file, tells its version, and starts no second daemon', async () => {
  const host = createTestHost({ images: ['alpine'] });
  expect(await host.run('dockerd --validate')).toMatchObject({ exit: 0, stderr: 'configuration OK\n' });
  const twice = await host.run(`echo '{"debug": true}' > d.json; dockerd --debug --validate --config-file=d.json`);
  expect(twice).toMatchObject({ exit: 1 });
  expect(twice.stderr).toContain('as a flag and in the configuration file: debug: (from flag: true, from file: true)');
  expect((await host.run('dockerd --version')).stdout).toBe('Docker version 28.5.2, build 89c5e8f\n');
  expect((await host.run('dockerd')).stderr).toBe('drydock: not simulated: a second dockerd\n');
});

test('[DOCKERD-2] SIGHUP makes it read its file again, not end', async () => {
  const host = createTestHost({ images: ['alpine'] });
  await host.run('kill -HUP $(pidof dockerd)');
  expect((await host.run('docker run --rm alpine echo alive')).stdout).toBe('alive\n');
});
