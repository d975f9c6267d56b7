import { UsageError } from '../../cli/errors.ts';
import { parsePublish } from '../../cli/opts/publish.ts';
import { ComposeError } from './error.ts';
import type { ServicePort } from './service.ts';
import type { Tree } from './tree.ts';
import { isMap, scalarText } from './tree.ts';

/** A port, short (`127.0.0.1:8080:80/udp`, a range is several) or long. */
export function canonicalPorts(value: Tree): ServicePort[] {
  if (!isMap(value)) return shortPorts(scalarText(value));
  const text = (key: string) => (value[key] === undefined ? {} : { [key]: scalarText(value[key]) });
  return [
    {
      ...text('name'),
      mode: scalarText(value['mode'] ?? 'ingress'),
      ...text('host_ip'),
      target: Number(value['target']),
      ...text('published'),
      protocol: scalarText(value['protocol'] ?? 'tcp'),
      ...text('app_protocol'),
    },
  ];
}

function shortPorts(text: string): ServicePort[] {
  const [, address] = /^([^[\]]*:[^[\]]*):[^:]*:[^:]*$/.exec(text) ?? [];
  if (address !== undefined) {
    throw new ComposeError(`Invalid ip address ${address}: address ${address}:: too many colons in address`);
  }
  try {
    return parsePublish(text).map(({ port, binding }) => {
      const [target = '', protocol = 'tcp'] = port.split('/');
      return {
        mode: 'ingress',
        ...(binding.HostIp !== '' && { host_ip: binding.HostIp }),
        target: Number(target),
        ...(binding.HostPort !== '' && { published: binding.HostPort }),
        protocol,
      };
    });
  } catch (error) {
    if (error instanceof UsageError) throw new ComposeError(error.message);
    throw error;
  }
}
