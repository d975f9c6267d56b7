/** @returns a row's forms for other programs, where they are not Docker's with another name. */
export const otherForms = ({
  podman,
  compose,
}: {
  readonly podman?: string | undefined;
  readonly compose?: string | undefined;
}): { readonly name: string; readonly line: string }[] =>
  [
    { name: 'Podman', line: podman },
    { name: 'Compose', line: compose },
  ].flatMap(({ name, line }) => (line === undefined ? [] : [{ name, line }]));
