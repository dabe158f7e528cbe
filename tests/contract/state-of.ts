/** What a refused call must leave as it was. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openOffline } from '@quorate/cluster'
import { rootAt } from '@quorate/host'

export interface StateOf {
  /** Changes with every change of the files of the config tree; locks and reserved ids are none. */
  revision(): string
  /** Every file below the folder of the storages, with its size and time. */
  files(): string[]
  [Symbol.dispose](): void
}

export function stateOf(root: string, node: string): StateOf {
  const place = rootAt(root, node)
  const config = openOffline(place)
  return {
    revision() {
      const { files } = config.changedSince('', 0)
      return `${files.length} files up to ${Math.max(0, ...files.map(file => file.revision))}`
    },
    files: () =>
      readdirSync(place.vz, { recursive: true, encoding: 'utf8' })
        .toSorted()
        .map(name => {
          const { size, mtimeMs } = statSync(join(place.vz, name))
          return `${name} ${size} ${mtimeMs}`
        }),
    [Symbol.dispose]: () => config.close(),
  }
}
