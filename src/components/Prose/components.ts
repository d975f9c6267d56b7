import CodeBlock from '../CodeBlock/CodeBlock.astro';
import ConsoleBlock from '../ConsoleBlock.astro';
import RunnableSnippet from '../RunnableSnippet/RunnableSnippet.astro';
import Aside from './Aside.astro';
import Heading2 from './Heading2.astro';
import HeaderCell from './HeaderCell.astro';
import Heading3 from './Heading3.astro';
import Table from './Table.astro';

/** What an MDX page may use without an import, and what stands for its Markdown. */
export const components = {
  RunnableSnippet,
  ConsoleBlock,
  Aside,
  pre: CodeBlock,
  h2: Heading2,
  h3: Heading3,
  table: Table,
  th: HeaderCell,
};
