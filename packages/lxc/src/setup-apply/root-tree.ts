import type { RootedFiles } from '@quorate/host'
import type { RootTree } from '../setup/setup-types.ts'

/** Files that set-up looks at are a few lines; one of many megabytes is somebody's trap. */
const largestText = 1 << 20

/** What guest set-up may see of a container's root file system. */
export function rootTree(files: RootedFiles): RootTree {
  return {
    read: path => files.read(path, largestText)?.toString('utf8'),
    list: path => files.list(path),
    look(path) {
      const stat = files.look(path)
      if (!stat) return undefined
      return { kind: stat.kind, mode: stat.mode, ...(stat.target !== undefined && { target: stat.target }) }
    },
  }
}
