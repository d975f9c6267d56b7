import { InvalidReference, parseReference, type Reference, withDefaultTag } from '../../../api/reference.ts';
import { UsageError } from '../../errors.ts';

/** A name with its tag. @param what said before what is wrong. @throws {UsageError} `invalid reference format…` */
export function readName(text: string, what = ''): Reference {
  try {
    return withDefaultTag(parseReference(text));
  } catch (error) {
    if (error instanceof InvalidReference) throw new UsageError(`${what}${error.message}`);
    throw error;
  }
}
