/** How bad a mistake is, the worst first. */
export const SEVERITIES = [
  'wrong',
  'broken-command',
  'misleading',
  'outdated',
  'incomplete',
  'misfiled',
  'authoring',
  'typo',
] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SEVERITY_TITLES: Readonly<Record<Severity, string>> = {
  wrong: 'Wrong',
  'broken-command': 'Command fails',
  misleading: 'Misleading',
  outdated: 'Outdated',
  incomplete: 'Incomplete',
  misfiled: 'Misplaced',
  authoring: 'Editing',
  typo: 'Typo',
};
