import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Root } from '../host.ts'
import type { Mount } from '../mount-info.ts'

export interface CgroupLayout {
  /** Name of our subtree. */
  readonly name: string
  readonly version: 1 | 2
  /** As `Cgroups.relative`. */
  readonly relative?: boolean
  /** Our subtree by controller: version 2 has one folder for all. Empty: this machine has no usable controllers. */
  readonly folders: ReadonlyMap<string, string>
}

/** Top of our groups. Copies of the product on one machine (trials, tests) must not share groups: guests in them have the same numbers. */
function subtreeName(root: Root): string {
  return root.trial ? `quorate-${createHash('sha256').update(root.path).digest('hex').slice(0, 12)}` : 'quorate'
}

const wanted = ['cpu', 'cpuacct', 'cpuset', 'memory'] as const

/** Finds where groups go: one tree (version 2), or one per controller (version 1, also beside a bare version 2 tree). */
export function cgroupLayout(root: Root, mounts: readonly Mount[]): CgroupLayout {
  const name = subtreeName(root)
  const folders = new Map<string, string>()
  for (const mount of mounts) {
    if (mount.type !== 'cgroup') continue
    for (const controller of wanted) {
      if (!mount.superOptions.includes(controller)) continue
      // A trial runs inside somebody's memory limit and must not leave it.
      if (controller === 'memory' && root.trial) continue
      folders.set(controller, join(mount.mountPoint, name))
    }
  }
  if (folders.size > 0) return { name, version: 1, relative: root.trial, folders }
  const unified = mounts.find(mount => mount.type === 'cgroup2')
  if (unified) for (const controller of wanted) folders.set(controller, join(unified.mountPoint, name))
  return { name, version: 2, folders }
}
