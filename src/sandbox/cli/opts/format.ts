const REFER =
  'Refer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates';
const OTHERS = `'json':             Print in JSON format
'TEMPLATE':         Print output using the given Go template.
${REFER}`;

/** `--format` of commands that print JSON. */
export const INSPECT_FORMAT_USAGE = `Format output using a custom template:\n${OTHERS}`;

/** `--format` of commands that print a table. */
export const TABLE_FORMAT_USAGE = `Format output using a custom template:
'table':            Print output in table format with column headers (default)
'table TEMPLATE':   Print output in table format using the given Go template
${OTHERS}`;
