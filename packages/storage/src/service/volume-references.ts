import type { ConfigReader } from '@quorate/cluster'
import { withoutBase } from '../guest-volume-name.ts'

export interface VolumeReference {
  readonly vmid: number
  readonly node: string
  readonly kind: 'qemu' | 'lxc'
  /** `scsi0`, `unused0`, `mp1` */
  readonly key: string
  /** Only a snapshot refers to it. */
  readonly snapshot?: string
}

const folders = { qemu: 'qemu-server', lxc: 'lxc' } as const
const section = /^\[([^\]]+)\]\s*$/
const line = /^([a-z]+\d*):\s*(.*)$/

/** Does the value of a drive, a mount point or a state volume name this volume? */
function names(value: string, volid: string): boolean {
  return value.split(',').some(part => withoutBase(part.replace(/^(?:file|volume)=/, '')) === withoutBase(volid))
}

/** Keys of one guest's configuration that name the volume, in the file's order. Pure. */
function referencesIn(text: string, volid: string): { key: string; snapshot?: string }[] {
  const found: { key: string; snapshot?: string }[] = []
  let snapshot: string | undefined
  for (const raw of text.split('\n')) {
    const head = section.exec(raw)
    if (head) snapshot = head[1]
    const pair = line.exec(raw)
    if (pair && names((pair[2] ?? '').trim(), volid)) found.push({ key: pair[1] as string, ...(snapshot !== undefined && { snapshot }) })
  }
  return found
}

/** Guests whose configuration names the volume, on all nodes. `onlyNode`: for storages that are not shared. */
export function volumeReferences(config: ConfigReader, volid: string, onlyNode?: string): VolumeReference[] {
  const found: VolumeReference[] = []
  const tail = withoutBase(volid).replace(/^[^:]*:/, '')
  for (const node of onlyNode === undefined ? config.list('nodes') : [onlyNode]) {
    for (const kind of ['qemu', 'lxc'] as const) {
      const folder = `nodes/${node}/${folders[kind]}`
      for (const file of config.list(folder)) {
        const vmid = Number(/^([1-9]\d{2,8})\.conf$/.exec(file)?.[1])
        const text = vmid ? config.read(`${folder}/${file}`)?.text : undefined
        if (!text?.includes(tail)) continue
        found.push(...referencesIn(text, volid).map(one => ({ vmid, node, kind, ...one })))
      }
    }
  }
  return found
}

/** `virtual machine 100 (scsi0)` */
export function describeReference(reference: VolumeReference): string {
  const what = reference.kind === 'qemu' ? 'virtual machine' : 'container'
  const where = reference.snapshot === undefined ? reference.key : `${reference.key} of snapshot '${reference.snapshot}'`
  return `${what} ${reference.vmid} (${where})`
}
