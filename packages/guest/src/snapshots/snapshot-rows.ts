import { digestOf } from '@quorate/cluster'
import { parseGuestConfig } from '../config/guest-config.ts'

/** The list of a guest's snapshots as the API answers it; the last row is the present. `text`: its config. */
export function snapshotRows(text: string, running: boolean, options: { withMemory: boolean }): Record<string, unknown>[] {
  const config = parseGuestConfig(text)
  const rows = [...config.snapshots()].map(([name, section]) => ({
    name,
    description: section.description ?? '',
    snaptime: Number(section.get('snaptime') ?? 0),
    ...(options.withMemory ? { vmstate: section.has('vmstate') } : {}),
    ...(section.get('snapstate') ? { snapstate: section.get('snapstate') } : {}),
    ...(section.get('parent') ? { parent: section.get('parent') } : {}),
  }))
  const parent = config.current.get('parent')
  const present = { name: 'current', description: 'You are here!', digest: digestOf(text), running: running ? 1 : 0 }
  return [...rows, { ...present, ...(parent ? { parent } : {}) }]
}
