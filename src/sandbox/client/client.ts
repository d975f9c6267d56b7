import { SwarmEndpoints } from './swarm.ts';

/** Docker's Engine API, one method an endpoint, named as in moby's Go client. A file for each noun, one on top of the other. */
export class Client extends SwarmEndpoints {}
