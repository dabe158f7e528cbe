import { parseGuestConfig } from '../../config/guest-config.ts'
import type { GuestKind } from '../../guest-path.ts'
import type { StorageMap } from '../../migration/storage-map.ts'

const networkKey = /^net\d+$/
const bridgeMember = /(^|,)bridge=([^,]+)/

/** Bridges that a config names in any section. Pure. */
export function remoteBridges(text: string): string[] {
  const found = new Set<string>()
  for (const section of sectionsOf(text).sections)
    for (const [key, value] of section.values) {
      const bridge = networkKey.test(key) ? bridgeMember.exec(value)?.[2] : undefined
      if (bridge !== undefined) found.add(bridge)
    }
  return [...found]
}

function sectionsOf(text: string, kind?: GuestKind) {
  const config = parseGuestConfig(text, kind)
  return { config, sections: [config.current, ...(config.pending ? [config.pending] : []), ...config.snapshots().values()] }
}

/** The config as it goes to another cluster: with the bridges that are there, and without what only this one knows. Pure. */
export function configThere(text: string, bridge: StorageMap, kind: GuestKind): string {
  const { config, sections } = sectionsOf(text, kind)
  for (const section of sections)
    for (const [key, value] of new Map(section.values)) {
      if (key === 'vmstatestorage') section.delete(key)
      else if (networkKey.test(key))
        section.set(
          key,
          value.replace(bridgeMember, (_all, before: string, name: string) => `${before}bridge=${bridge(name)}`),
        )
    }
  config.current.delete('lock')
  return config.toString()
}

/** The name of a volume of guest `vmid` as one of guest `there`: `vm-100-disk-0` -> `vm-200-disk-0`. Pure. */
export function nameThere(name: string, vmid: number, there: number): string {
  return name.replace(new RegExp(`^((?:vm|base|subvol|basevol)-)${vmid}(?=-)`), `$1${there}`)
}
