import type { GuestKind } from './guest-path.ts'

/** What lists show of a guest's config without looking at the guest itself. */
export interface GuestSummary {
  readonly name?: string
  readonly tags?: string
  readonly template: boolean
  readonly lock?: string
  /** virtual CPUs; undefined: all of the node's */
  readonly cpus?: number
  /** bytes */
  readonly memory: number
  /** bytes of the boot disk or root file system; 0 when it has none */
  readonly disk: number
  /** Why the config cannot be read, with the line. */
  readonly error?: string
}

const mebibyte = 2 ** 20
const units: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 }
const line = /^([a-zA-Z][\w.-]*):[ \t]*(.*?)[ \t]*\r?$/
const rawLxcLine = /^lxc\.[\w.-]+\s*[:=]/

/**
 * Reads only what a list needs: thousands of configs are read at a start. Lines of the other sections (snapshots,
 * pending changes) say nothing about the present guest and are skipped.
 */
export function summarize(kind: GuestKind, text: string): GuestSummary {
  const keys = new Map<string, string>()
  let error: string | undefined
  let number = 0
  for (const raw of text.split('\n')) {
    number++
    if (raw.startsWith('[')) break
    if (raw === '' || raw.startsWith('#') || raw.trim() === '' || rawLxcLine.test(raw)) continue
    const match = line.exec(raw)
    if (match) keys.set(match[1] as string, match[2] as string)
    else error ??= `line ${number} is no 'key: value': ${raw.slice(0, 80)}`
  }
  const summary = kind === 'lxc' ? container(keys) : machine(keys)
  return error === undefined ? summary : { ...summary, error }
}

function common(keys: ReadonlyMap<string, string>, name: string | undefined): Omit<GuestSummary, 'memory' | 'disk'> {
  const tags = keys.get('tags')
  const lock = keys.get('lock')
  return { ...(name ? { name } : {}), template: keys.get('template') === '1', ...(tags ? { tags } : {}), ...(lock ? { lock } : {}) }
}

function machine(keys: ReadonlyMap<string, string>): GuestSummary {
  const number = (key: string, usual: number) => Number(keys.get(key) ?? usual) || usual
  const sockets = number('sockets', number('smp', 1))
  return {
    ...common(keys, keys.get('name')),
    cpus: number('vcpus', sockets * number('cores', 1)),
    memory: Number(/(?:^|current=)(\d+)/.exec(keys.get('memory') ?? '')?.[1] ?? 512) * mebibyte,
    disk: sizeOf(keys.get(bootDisk(keys) ?? '')),
  }
}

function container(keys: ReadonlyMap<string, string>): GuestSummary {
  const cores = Number(keys.get('cores') ?? 0)
  return {
    ...common(keys, keys.get('hostname')),
    ...(cores > 0 ? { cpus: cores } : {}),
    memory: (Number(keys.get('memory') ?? 512) || 512) * mebibyte,
    disk: sizeOf(keys.get('rootfs')),
  }
}

const disk = /^(?:ide|sata|scsi|virtio)\d+$/

function bootDisk(keys: ReadonlyMap<string, string>): string | undefined {
  const named = /order=([^,]*)/.exec(keys.get('boot') ?? '')?.[1]?.split(';') ?? []
  const candidates = [...named, keys.get('bootdisk') ?? '', ...[...keys.keys()].filter(key => disk.test(key)).toSorted()]
  return candidates.find(key => disk.test(key) && keys.has(key) && !/(?:^|,)media=cdrom/.test(keys.get(key) ?? ''))
}

function sizeOf(volume: string | undefined): number {
  const match = /(?:^|,)size=(\d+(?:\.\d+)?)([KMGT]?)/.exec(volume ?? '')
  return match ? Math.round(Number(match[1]) * (units[match[2] ?? ''] ?? 1)) : 0
}
