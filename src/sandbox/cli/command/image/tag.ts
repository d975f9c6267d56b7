import { familiarName, InvalidReference, parseReference, withDefaultTag } from '../../../api/reference.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { goQuote } from '../../opts/quote.ts';

export const imageTag = defineCommand({
  use: 'docker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  also: ['docker image tag'],
  aliases: ['docker image tag', 'docker tag'],
  short: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  flags: {},
  args: { min: 2, max: 2 },
  run: async ({ client, args }) => {
    const [source = '', target = ''] = args;
    const { name, tag } = repositoryTag(target);
    await client.imageTag(source, name, tag);
  },
});

function repositoryTag(target: string): { name: string; tag: string } {
  try {
    const reference = withDefaultTag(parseReference(target));
    if (reference.digest !== undefined) throw new StatusError(1, 'refusing to create a tag with a digest reference');
    return { name: familiarName(reference), tag: reference.tag ?? '' };
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error;
    const text = `Error parsing reference: ${goQuote(target)} is not a valid repository/tag: ${error.message}`;
    throw new StatusError(1, text);
  }
}
