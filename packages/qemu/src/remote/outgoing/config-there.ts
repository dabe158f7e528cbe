import { parseGuestConfig, type StorageMap } from '@quorate/guest'

const networkKey = /^net\d+$/
const bridgeMember = /(^|,)bridge=([^,]+)/

/** Bridges that a config names in any section. Pure. */
export function bridgesOf(text: string): string[] {
  const found = new Set<string>()
  for (const section of sectionsOf(text).sections)
    for (const [key, value] of section.values) {
      const bridge = networkKey.test(key) ? bridgeMember.exec(value)?.[2] : undefined
      if (bridge !== undefined) found.add(bridge)
    }
  return [...found]
}

function sectionsOf(text: string) {
  const config = parseGuestConfig(text)
  return { config, sections: [config.current, ...(config.pending ? [config.pending] : []), ...config.snapshots().values()] }
}

/** The config as it goes to another cluster: with the bridges that are there, and without what only this one knows. Pure. */
export function configThere(text: string, bridge: StorageMap): string {
  const { config, sections } = sectionsOf(text)
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
  return name.replace(new RegExp(`^((?:vm|base)-)${vmid}(?=-)`), `$1${there}`)
}
