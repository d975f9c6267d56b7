/** Settings of a terminal, as `stty` shows them. Replaced as a whole. */
export interface Termios {
  /** Lines are edited before they can be read (icanon). */
  readonly canonical: boolean;
  readonly echo: boolean;
  /** ^C, ^\ and ^Z send signals (isig). */
  readonly signals: boolean;
  /** Return is read as newline. */
  readonly icrnl: boolean;
  /** A written newline becomes return and newline. */
  readonly onlcr: boolean;
}

export const COOKED: Termios = { canonical: true, echo: true, signals: true, icrnl: true, onlcr: true };
/** cfmakeraw(3). */
export const RAW: Termios = { canonical: false, echo: false, signals: false, icrnl: false, onlcr: false };
