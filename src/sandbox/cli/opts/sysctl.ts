import { UsageError } from '../errors.ts';

const NAMESPACED = /^(kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|(net|fs\.mqueue)\..*)$/;

/** A value of `--sysctl`: only those that belong to a namespace. */
export function parseSysctl(text: string): string {
  const [key = '', value] = text.split('=');
  if (value === undefined || !NAMESPACED.test(key)) throw new UsageError(`sysctl '${text}' is not allowed`);
  return text;
}
