import { problemsOf, readClusterConfig, type ClusterConfig } from '@quorate/cluster/corosync-conf'
import type { ConfigReader } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { readAuthKey, writeAuthKey } from './auth-key.ts'
import { isMember } from './member-marker.ts'
import { confPath, localConf, treeKeyPath } from './places.ts'

interface TakeParts {
  readonly host: Pick<Host, 'exec' | 'files' | 'root'>
  readonly store: Pick<ConfigReader, 'read'>
  /** Hears that corosync has another configuration from now on. */
  readonly changed?: () => void
}

/** Why a text of the tree is not given to corosync; undefined: it is. `present`: what corosync has. */
function reasonAgainst(wanted: ClusterConfig, present: ClusterConfig | undefined, node: string): string | undefined {
  const problems = problemsOf(wanted)
  if (problems.length > 0) return problems.join('; ')
  if (!wanted.nodes.some(({ name }) => name === node)) return `node '${node}' is not in it: this node was removed from the cluster`
  if (present && present.name !== wanted.name)
    return `it is of cluster '${wanted.name}', and this node is in '${present.name}': a cluster's name cannot be changed`
  return undefined
}

function readable(text: string | undefined): ClusterConfig | undefined {
  if (text === undefined) return undefined
  try {
    return readClusterConfig(text)
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

/**
 * Gives corosync.conf of the tree to this node's corosync, when it is a newer version that makes sense; what runs is kept
 * otherwise. Resolves with a sentence about what was done or refused; undefined: there is nothing to do.
 */
export async function takeConf({ host, store, changed }: TakeParts): Promise<string | undefined> {
  const text = store.read(confPath)?.text
  if (text === undefined || !(await isMember(host))) return undefined
  await restoreKey({ host, store })
  const local = await host.files.readIfThere(localConf)
  if (local === text) return undefined
  let wanted: ClusterConfig
  try {
    wanted = readClusterConfig(text)
  } catch (error) {
    if (error instanceof Failure) return `/etc/pve/${confPath} is not taken, corosync goes on as before: ${error.message}`
    throw error
  }
  const present = readable(local)
  const reason = reasonAgainst(wanted, present, host.root.node)
  if (reason !== undefined) return `/etc/pve/${confPath} is not taken, corosync goes on as before: ${reason}`
  if (present && wanted.version <= present.version)
    return `/etc/pve/${confPath} is not taken: it differs from what corosync has, and its config_version ${wanted.version} is not higher than ${present.version}`
  await host.files.writeAtomic(localConf, text, 0o644)
  try {
    await host.exec('corosync-cfgtool', ['-R'], { timeoutMs: 30_000 })
    changed?.()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    changed?.()
    return `version ${wanted.version} of ${confPath} was written to ${localConf}; corosync takes it when it starts, since it could not be told now: ${error.message}`
  }
  return `version ${wanted.version} of ${confPath} is in use (nodes: ${wanted.nodes.map(({ name }) => name).join(', ')})`
}

/** A node that lost the key of corosync finds it in the tree. */
async function restoreKey({ host, store }: Omit<TakeParts, 'changed'>): Promise<void> {
  const kept = store.read(treeKeyPath)?.text.trim()
  if (kept !== undefined && (await readAuthKey(host)) === undefined) await writeAuthKey(host, kept)
}
