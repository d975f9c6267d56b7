/** Why a container can't be on one more network. @see moby daemon/container_operations.go, runconfig/errors.go */
export const BORROWED =
  'container sharing network namespace with another container or host cannot be connected to any other network';
export const PRIVATE =
  'container cannot be connected to multiple networks with one of the networks in private (none) mode';
