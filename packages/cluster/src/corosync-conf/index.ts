export { readClusterConfig, totemOf, type ClusterConfig, type ClusterNode, type QuorumDevice } from './cluster-config.ts'
export {
  addDevice,
  addNode,
  bumpVersion,
  createConfig,
  removeDevice,
  removeNode,
  setLinks,
  type LinkAddress,
  type NewCluster,
  type NewNode,
} from './edits.ts'
export { mostLinks, mostNodes, problemsOf } from './problems.ts'
