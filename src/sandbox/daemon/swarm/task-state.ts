import { TASK_STATES, type TaskState } from '../../api/types/task.ts';

const ORDER = new Map(TASK_STATES.map((state, index) => [state, index]));

/** Where a state stands in the life of a task. */
export const rank = (state: TaskState): number => ORDER.get(state) ?? 0;

/** Ended, one way or another. */
export const hasEnded = (state: TaskState): boolean => rank(state) > rank('running');

/** Somebody still wants it to run. */
export const isWanted = ({ desired }: { readonly desired: TaskState }): boolean => rank(desired) <= rank('running');
