import { problemsOf, readClusterConfig, type ClusterConfig } from '@quorate/cluster/corosync-conf'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { localConf } from './places.ts'

interface CatchUpParts {
  readonly host: Pick<Host, 'files' | 'root'>
  /** What the other nodes have, as far as they answer. */
  readonly ofPeers: () => Promise<readonly string[]>
  /** Hears that corosync has another configuration from now on. */
  readonly changed?: () => void
}

function good(text: string): ClusterConfig | undefined {
  try {
    const config = readClusterConfig(text)
    return problemsOf(config).length === 0 ? config : undefined
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

/**
 * For a member that has no contact: corosync ends on a node that comes back with an older configuration than the others
 * have. Theirs is taken, when it is newer and of the same cluster; corosync finds it at its next start. Resolves with a
 * sentence about it; undefined: there was none.
 */
export async function catchUpConf({ host, ofPeers, changed }: CatchUpParts): Promise<string | undefined> {
  const present = good((await host.files.readIfThere(localConf)) ?? '')
  if (!present) return undefined
  const { node } = host.root
  const newer = (await ofPeers())
    .map(text => ({ text, config: good(text) }))
    .filter(({ config }) => config && config.name === present.name && config.version > present.version)
    .filter(({ config }) => config?.nodes.some(({ name }) => name === node))
    .toSorted((a, b) => (b.config?.version ?? 0) - (a.config?.version ?? 0))[0]
  if (!newer) return undefined
  await host.files.writeAtomic(localConf, newer.text, 0o644)
  changed?.()
  return `version ${newer.config?.version} of corosync.conf was taken from the other nodes, which went on while this one was away`
}
