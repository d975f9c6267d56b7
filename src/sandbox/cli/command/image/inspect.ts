import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { inspectAll } from '../../inspect.ts';
import { inspectedPlatform } from '../../opts/platform.ts';

export const imageInspect = defineCommand({
  use: 'docker image inspect [OPTIONS] IMAGE [IMAGE...]',
  short: 'Display detailed information on one or more images',
  flags: {
    format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE },
    platform: {
      type: 'string',
      usage: `Inspect a specific platform of the multi-platform image.
If the image or the server is not multi-platform capable, the command will error out if the platform does not match.
'os[/arch[/variant]]': Explicit platform (eg. linux/amd64)`,
    },
  },
  args: { min: 1 },
  run: ({ client, io, args, flags }) => {
    const platform = inspectedPlatform(flags.platform);
    return inspectAll(io, args, flags.format, async (name) => {
      // The client asks nobody for an image without a name.
      if (name === '') throw new StatusError(1, 'Error: No such image: ');
      return {
        json: await client.imageInspect(name, platform === '' ? {} : { platform }),
        type: 'image.InspectResponse',
      };
    });
  },
});
