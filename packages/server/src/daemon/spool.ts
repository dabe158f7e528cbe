import { randomUUID } from 'node:crypto'
import { chmod, lstat, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '@quorate/schema'

const abandonedMs = 24 * 3600_000
const unfinished = '.part'

/** Uploads lie where everybody may make folders: one that somebody else made would let him exchange them. */
async function requireOwn(folder: string): Promise<void> {
  const found = await lstat(folder)
  if (!found.isDirectory() || found.uid !== process.geteuid?.()) {
    throw new Failure(`uploads cannot be kept in ${folder}: it is no folder of the user that runs Quorate - remove it and start again`)
  }
  await chmod(folder, 0o700)
}

/** Where uploads lie until their handler moves them away. */
export class Spool {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Makes the folder, and removes what a killed daemon left in it. Whole files belong to tasks that may still run: they are given a day. */
  static async open(folder: string): Promise<Spool> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await requireOwn(folder)
    for (const name of await readdir(folder)) {
      const path = join(folder, name)
      const found = await stat(path)
      if (name.endsWith(unfinished) || Date.now() - found.mtimeMs > abandonedMs) await rm(path, { force: true })
    }
    return new Spool(folder)
  }

  /** Refuses (500) an upload that the disk has no room for. `size` in bytes. */
  async reserve(size: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#folder)
    const free = bavail * bsize
    if (size > free) throw new Failure(`an upload of ${size} bytes does not fit into ${this.#folder}: ${free} bytes are free`)
  }

  /** Begins a file. `keep` makes it whole and answers its path; `discard` removes it, whole or not. */
  async begin(): Promise<SpoolFile> {
    const path = join(this.#folder, `upload-${randomUUID()}`)
    const handle = await open(path + unfinished, 'wx', 0o600)
    let size = 0
    let closed = false
    const close = async () => {
      if (!closed) await handle.close()
      closed = true
    }
    return {
      path,
      get size() {
        return size
      },
      async write(data) {
        await handle.writeFile(data)
        size += data.length
      },
      async keep() {
        await close()
        await rename(path + unfinished, path)
      },
      async discard() {
        await close()
        await rm(path + unfinished, { force: true })
        await rm(path, { force: true })
      },
    }
  }
}

export interface SpoolFile {
  readonly path: string
  /** bytes written so far */
  readonly size: number
  write(data: Uint8Array): Promise<void>
  keep(): Promise<void>
  discard(): Promise<void>
}
