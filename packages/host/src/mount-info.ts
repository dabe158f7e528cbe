import { readFileSync } from 'node:fs'

export interface Mount {
  readonly mountPoint: string
  /** Folder of the file system that is mounted here; `/` is all of it. */
  readonly root: string
  readonly type: string
  readonly source: string
  readonly options: readonly string[]
  readonly superOptions: readonly string[]
}

const unescape = (text: string) => text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))

/** Parses `/proc/<pid>/mountinfo`. Later lines lie over earlier ones with the same mount point. */
export function parseMountInfo(text: string): Mount[] {
  const mounts: Mount[] = []
  for (const line of text.split('\n')) {
    const [left, right] = line.split(' - ')
    if (left === undefined || right === undefined) continue
    const [, , , root = '', mountPoint = '', options = ''] = left.split(' ')
    const [type = '', source = '', superOptions = ''] = right.split(' ')
    mounts.push({
      mountPoint: unescape(mountPoint),
      root: unescape(root),
      type,
      source: unescape(source),
      options: options.split(','),
      superOptions: superOptions.split(','),
    })
  }
  return mounts
}

/** The mounts that a process sees, this one unless another is named. */
export function mountInfo(pid?: number): Mount[] {
  return parseMountInfo(readFileSync(`/proc/${pid ?? 'self'}/mountinfo`, 'utf8'))
}

/** Is something mounted exactly here? The last mount counts. */
export function mountAt(path: string, mounts: readonly Mount[] = mountInfo()): Mount | undefined {
  return mounts.findLast(mount => mount.mountPoint === path)
}
