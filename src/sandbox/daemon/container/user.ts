import { ApiError } from '../../api/errors.ts';
import type { FileView } from '../../kernel/fs/view.ts';
import { OciError } from '../../runtime/error.ts';
import type { UserSpec } from '../../runtime/spec.ts';
import { lookUpUser } from '../../runtime/user.ts';

/** @throws {ApiError} `unable to find user x: no matching entries in passwd file` */
export function userOf(files: FileView, text: string, groupAdd: readonly string[] = []): UserSpec {
  try {
    return lookUpUser(files, text, groupAdd);
  } catch (error) {
    if (error instanceof OciError) throw new ApiError('invalid_parameter', error.message);
    throw error;
  }
}
