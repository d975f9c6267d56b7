/** Why a process could not be started in a container; the kind decides the exit code. */
export type OciErrorKind = 'not_found' | 'permission' | 'not_a_directory' | 'other';

/** A refusal of the runtime. `message` is runc's text without the callers' prefixes. */
export class OciError extends Error {
  readonly kind: OciErrorKind;

  constructor(kind: OciErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }

  /** Exit code of a container whose process could not start. @see moby daemon/errors.go setExitCodeFromError */
  get exitCode(): number {
    switch (this.kind) {
      case 'not_found':
      case 'not_a_directory':
        return 127;
      case 'permission':
        return 126;
      default:
        return 128;
    }
  }
}
