import type { ConfigReader } from '@quorate/cluster'
import type { GuestIndex } from '@quorate/guest'

/** Made by the product for every node or cluster; the cluster has its own, or they are made anew. */
const made =
  /^(?:authkey\.pub(?:\.old)?|pve-root-ca\.pem|pve-www\.key|priv\/(?:authkey\.key|pve-root-ca\.(?:key|srl)|preferences\/.*|lock\/.*)|nodes\/[^/]+\/(?:pve-ssl\.(?:pem|key)|lrm_status|ssh_known_hosts))$/
/** Of the node itself: this goes with it into the cluster. */
const own = /^(?:config|host\.fw|pveproxy-ssl\.(?:pem|key))$/

type Reader = Pick<ConfigReader, 'read' | 'list'>

function filesBelow(store: Reader, folder: string): string[] {
  return store.list(folder).flatMap(name => {
    const path = folder === '' ? name : `${folder}/${name}`
    return store.read(path) ? [path] : filesBelow(store, path)
  })
}

/** Files of this node that belong to it alone. The cluster gets them from it. */
export function filesOfNode(store: Reader, node: string): string[] {
  return store
    .list(`nodes/${node}`)
    .filter(name => own.test(name))
    .map(name => `nodes/${node}/${name}`)
}

const quoted = (names: readonly string[]) => names.map(name => `'${name}'`).join(', ')

function guestText(guests: Pick<GuestIndex, 'all'>): string[] {
  const all = [...guests.all().values()].map(({ kind, vmid }) => `${kind === 'lxc' ? 'CT' : 'VM'} ${vmid}`)
  const shown = all.length > 10 ? [...all.slice(0, 10), `${all.length - 10} more`] : all
  return all.length === 0
    ? []
    : [
        `there are guests here (${shown.join(', ')}), whose ids may be others' in the cluster: back them up, destroy them, and restore them after joining`,
      ]
}

/** What a file that would be replaced holds, in the words of who made it; undefined: nothing that anybody would miss. */
function contentOf(store: Reader, path: string, defaultStorages: string): string | undefined {
  const text = store.read(path)?.text ?? ''
  if (text.trim() === '') return undefined
  if (path === 'storage.cfg') {
    if (text.trim() === defaultStorages.trim()) return undefined
    const names = [...text.matchAll(/^[a-z]\w*:\s*(\S+)/gim)].map(([, name]) => name ?? '')
    return names.length === 0 ? undefined : `storages ${quoted(names)} (storage.cfg)`
  }
  if (path === 'user.cfg') {
    const users = [...text.matchAll(/^user:([^:\n]+):/gm)].map(([, name]) => name ?? '').filter(name => name !== 'root@pam')
    const others = /^(?:token|group|role|pool|acl):/m.test(text)
    if (users.length === 0 && !others) return undefined
    return users.length > 0 ? `users ${quoted(users)} (user.cfg)` : 'permissions and pools (user.cfg)'
  }
  return path
}

export interface WouldBeLost {
  /** Reasons that nothing overrules. */
  readonly guests: readonly string[]
  /** Configuration that the cluster's would replace. */
  readonly replaced: readonly string[]
}

/** What joining would take from this node: its tree is replaced by the cluster's. */
export function whatWouldBeLost(store: Reader, guests: Pick<GuestIndex, 'all'>, node: string, defaultStorages: string): WouldBeLost {
  const kept = new Set(filesOfNode(store, node))
  const guestFile = /^nodes\/[^/]+\/(?:qemu-server|lxc)\//
  const files = filesBelow(store, '').filter(path => !made.test(path) && !kept.has(path) && !guestFile.test(path))
  return { guests: guestText(guests), replaced: files.flatMap(path => contentOf(store, path, defaultStorages) ?? []) }
}
