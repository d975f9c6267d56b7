/** What files say, in words: for the command line and for the editor of the page. Nothing runs for it. */
export { type ComposeExplanation, explainCompose, type ExplainedKey } from '../compose/explain/explain.ts';
export { composeProblem } from '../compose/explain/problem.ts';
export {
  type DockerfileExplanation,
  explainDockerfile,
  type ExplainedInstruction,
} from '../dockerfile/explain/explain.ts';
export { WORDS as COMPOSE_WORDS } from '../compose/explain/words.ts';
export { INSTRUCTIONS } from '../dockerfile/read.ts';
export type { HistoryLine } from '../dockerfile/explain/sizes.ts';
