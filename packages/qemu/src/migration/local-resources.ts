import type { ConfigSection } from '@quorate/guest'

export interface LocalResources {
  /** Keys of what only this node has. */
  readonly local: readonly string[]
  /** Keys of what the cluster knows by a name, and the name: `hostpci0` -> `pci/gpu`. */
  readonly mapped: ReadonlyMap<string, string>
}

const kinds: readonly (readonly [form: RegExp, kind: 'pci' | 'usb' | 'dir', member: RegExp])[] = [
  [/^hostpci\d+$/, 'pci', /(?:^|,)mapping=([^,]+)/],
  [/^usb\d+$/, 'usb', /(?:^|,)mapping=([^,]+)/],
  [/^virtiofs\d+$/, 'dir', /^(?:dirid=)?([^,=]+)(?:,|$)/],
]

function isLocal(key: string, text: string): boolean {
  if (/^hostpci\d+$/.test(key)) return true
  if (/^usb\d+$/.test(key)) return !/^(?:host=)?spice(?:,|$)/i.test(text)
  if (/^serial\d$/.test(key)) return text !== 'socket'
  if (/^(?:ide|sata|scsi|virtio)\d+$/.test(key)) return /^(?:file=)?\//.test(text) || /^(?:file=)?cdrom(?:,|$)/.test(text)
  return /^(?:parallel\d|ivshmem)$/.test(key)
}

/** Devices of the host in a VM's config. Pure. */
export function localResources(section: ConfigSection): LocalResources {
  const local: string[] = []
  const mapped = new Map<string, string>()
  for (const [key, text] of section.values) {
    const [, kind, member] = kinds.find(([form]) => form.test(key)) ?? []
    const name = member?.exec(text)?.[1]
    if (kind !== undefined && name !== undefined) mapped.set(key, `${kind}/${name}`)
    else if (isLocal(key, text)) local.push(key)
  }
  return { local, mapped }
}
