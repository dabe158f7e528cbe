import { isVolume, type ConfigSection, type GuestConfig } from '@quorate/guest'
import { membersOf } from '../procedures/config-members.ts'

export interface LocalResource {
  readonly key: string
  /** Path on this node. */
  readonly path: string
  readonly kind: 'device' | 'folder'
}

function inSection(section: ConfigSection, elsewhere: boolean): LocalResource[] {
  return [...section.values].flatMap(([key, text]): LocalResource[] => {
    if (/^dev\d+$/.test(key)) return [{ key, path: String(membersOf(key, text)?.['path'] ?? text), kind: 'device' }]
    if (!/^mp\d+$/.test(key)) return []
    const { volume, shared } = membersOf(key, text) ?? {}
    if (typeof volume !== 'string' || isVolume(volume) || (shared === true && !elsewhere)) return []
    return [{ key, path: volume, kind: 'folder' }]
  })
}

/** What of this node a container uses, now or from its next start on: devices, and folders that are not said to be on all nodes. `elsewhere`: on all nodes of another cluster nothing is. Pure. */
export function localResources(config: GuestConfig, elsewhere = false): LocalResource[] {
  const found = [config.current, ...(config.pending ? [config.pending] : [])].flatMap(section => inSection(section, elsewhere))
  return [...new Map(found.map(one => [`${one.key} ${one.path}`, one])).values()]
}

/** Why a container with this cannot go to another node. */
export function resourceProblem({ key, path, kind }: LocalResource): string {
  return kind === 'device'
    ? `${key}: ${path} is a device of this node: take it out`
    : `${key}: ${path} is a folder of this node: say shared=1 if the other nodes have it too, or take it out`
}
