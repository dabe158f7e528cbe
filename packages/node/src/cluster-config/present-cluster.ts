import type { ConfigReader } from '@quorate/cluster'
import { readClusterConfig, type ClusterConfig } from '@quorate/cluster/corosync-conf'
import { Failure } from '@quorate/schema'
import { confPath } from './places.ts'

/** The configuration of the cluster that this node is in; undefined: it is alone. */
export function presentCluster(store: Pick<ConfigReader, 'read'>): ClusterConfig | undefined {
  const text = store.read(confPath)?.text
  return text === undefined ? undefined : readClusterConfig(text)
}

export function requireCluster(store: Pick<ConfigReader, 'read'>, attempt: string): ClusterConfig {
  const cluster = presentCluster(store)
  if (!cluster) throw new Failure(`cannot ${attempt}: this node is in no cluster - 'pvecm create' makes one, 'pvecm add' joins one`)
  return cluster
}

/** Name of the cluster; undefined for a node alone, and where the file cannot be read. */
export function clusterName(store: Pick<ConfigReader, 'read'>): string | undefined {
  try {
    return presentCluster(store)?.name
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}
