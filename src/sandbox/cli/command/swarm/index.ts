import type { Command } from '../../command.ts';
import { secretCreate } from '../secret/create.ts';
import { secretLs } from '../secret/ls.ts';
import { secretInspect } from '../secret/inspect.ts';
import { secretRm } from '../secret/rm.ts';
import { configCreate } from '../config/create.ts';
import { configLs } from '../config/ls.ts';
import { configInspect } from '../config/inspect.ts';
import { configRm } from '../config/rm.ts';
import { nodeLs } from '../node/ls.ts';
import { nodeInspect } from '../node/inspect.ts';
import { nodePs } from '../node/ps.ts';
import { nodeRm } from '../node/rm.ts';
import { nodeUpdate } from '../node/update.ts';
import { nodePromote } from '../node/promote.ts';
import { nodeDemote } from '../node/demote.ts';
import { swarmInit } from '../swarm/init.ts';
import { swarmJoin } from '../swarm/join.ts';
import { swarmJoinToken } from '../swarm/join-token.ts';
import { swarmLeave } from '../swarm/leave.ts';
import { swarmUpdate } from '../swarm/update.ts';
import { swarmUnlockKey } from '../swarm/unlock-key.ts';
import { swarmUnlock } from '../swarm/unlock.ts';
import { swarmCa } from '../swarm/ca.ts';
import { serviceLs } from '../service/ls.ts';
import { servicePs } from '../service/ps.ts';
import { serviceRm } from '../service/rm.ts';
import { serviceInspect } from '../service/inspect.ts';
import { serviceScale } from '../service/scale.ts';
import { serviceRollback } from '../service/rollback.ts';
import { serviceLogs } from '../service/logs.ts';
import { stackLs } from '../stack/ls.ts';
import { stackPs } from '../stack/ps.ts';
import { stackServices } from '../stack/services.ts';
import { stackRm } from '../stack/rm.ts';
import { stackDeploy } from '../stack/deploy.ts';
import { serviceCreate } from '../service/create.ts';
import { serviceUpdate } from '../service/update.ts';

/** Commands of a swarm. */
export const SWARM_COMMANDS: readonly Command[] = [
  secretCreate,
  secretLs,
  secretInspect,
  secretRm,
  configCreate,
  configLs,
  configInspect,
  configRm,
  nodeLs,
  nodeInspect,
  nodePs,
  nodeRm,
  nodeUpdate,
  nodePromote,
  nodeDemote,
  swarmInit,
  swarmJoin,
  swarmJoinToken,
  swarmLeave,
  swarmUpdate,
  swarmUnlockKey,
  swarmUnlock,
  swarmCa,
  serviceLs,
  servicePs,
  serviceRm,
  serviceInspect,
  serviceScale,
  serviceRollback,
  serviceLogs,
  stackLs,
  stackPs,
  stackServices,
  stackRm,
  stackDeploy,
  serviceCreate,
  serviceUpdate,
];
