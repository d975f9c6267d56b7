import type { ExecCreateBody } from '../../api/types/exec.ts';
import type { UserSpec } from '../../runtime/spec.ts';
import type { LiveContainer } from '../container/live.ts';
import { viewOf } from '../container/own-view.ts';
import { userOf } from '../container/user.ts';
import type { ContainerRecord } from '../state.ts';

/** The container's own user when none is asked for. @throws {ApiError} `unable to find user x: no matching entries in passwd file` */
export const execUser = ({ User = '' }: ExecCreateBody, record: ContainerRecord, live: LiveContainer): UserSpec =>
  userOf(viewOf(live.tree), User === '' ? record.config.User : User, record.hostConfig.GroupAdd ?? []);
