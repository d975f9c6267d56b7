import { familiarName, InvalidReference, parseReference, withDefaultTag } from '../../../api/reference.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { goQuote } from '../../../api/go-quote.ts';

export const imageTag = defineCommand({
  use: 'docker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  also: ['docker image tag'],
  aliases: ['docker image tag', 'docker tag'],
  short: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  flags: {},
  interspersed: false,
  args: { min: 2, max: 2 },
  run: async ({ client, args }) => {
    const [source = '', target = ''] = args;
    checked(source, parseReference);
    const { name, tag } = checked(target, repositoryTag);
    await client.imageTag(source, name, tag);
  },
});

function repositoryTag(target: string): { name: string; tag: string } {
  const reference = withDefaultTag(parseReference(target));
  if (reference.digest !== undefined) throw new StatusError(1, 'refusing to create a tag with a digest reference');
  return { name: familiarName(reference), tag: reference.tag ?? '' };
}

function checked<Result>(text: string, parse: (text: string) => Result): Result {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error;
    throw new StatusError(
      1,
      `Error parsing reference: ${goQuote(text)} is not a valid repository/tag: ${error.message}`,
    );
  }
}
