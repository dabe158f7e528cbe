import { join } from 'node:path'
import { parsePressure } from '../facts/pressure.ts'
import { readProc } from '../processes/proc-stat.ts'
import type { CgroupLayout } from './layout.ts'

/** `folder`: of a group of version 2. Read for every guest every few seconds: at once, since that costs a tenth of asking for it asynchronously. */
export function pressureOf(folder: string): Readonly<Record<string, number>> | undefined {
  const found: Record<string, number> = {}
  for (const resource of ['cpu', 'io', 'memory']) {
    const text = readProc(join(folder, `${resource}.pressure`))
    if (text === undefined) continue
    const { some, full } = parsePressure(text)
    found[`pressure${resource}some`] = some
    found[`pressure${resource}full`] = full
  }
  return Object.keys(found).length > 0 ? found : undefined
}

export function groupPressure(layout: CgroupLayout, group: string): Readonly<Record<string, number>> | undefined {
  const folder = layout.folders.get('cpu')
  return layout.version !== 2 || folder === undefined ? undefined : pressureOf(join(folder, group))
}
