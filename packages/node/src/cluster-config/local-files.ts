import { join } from 'node:path'
import type { TaskHandle } from '@quorate/contract'
import type { Host } from '@quorate/host'
import { writeAuthKey } from './auth-key.ts'
import { corosyncFolder, localConf, localKey } from './places.ts'

export const restoreFilesAction = 'cluster.restore-files'

type FileHost = Pick<Host, 'files'>

const names = [
  [localConf, 'corosync.conf'],
  [localKey, 'authkey'],
] as const

export interface ReplacedFiles {
  /** What was there before is not needed any more. */
  forget(): Promise<void>
}

/** Writes what corosync reads. What was there before is kept beside it, and comes back when the task fails. */
export async function replaceCorosyncFiles(host: FileHost, task: TaskHandle, conf: string, key: string): Promise<ReplacedFiles> {
  const aside = join(corosyncFolder, `before-${task.upid.replace(/[^A-Za-z0-9]+/g, '-')}`)
  await host.files.makeDirectory(corosyncFolder)
  await host.files.makeDirectory(aside, 0o700)
  for (const [path, name] of names) if (await host.files.stat(path)) await host.files.link(path, join(aside, name))
  const undo = await task.undo(restoreFilesAction, { aside })
  await writeAuthKey(host, key)
  await host.files.writeAtomic(localConf, conf, 0o644)
  return {
    async forget() {
      await undo.settle()
      await host.files.removeTree(aside)
    },
  }
}

/** What does not lie aside was not there before. Once the folder is gone, everything is back. */
export async function restoreCorosyncFiles(host: FileHost, aside: string): Promise<void> {
  if (!(await host.files.stat(aside))) return
  for (const [path, name] of names) {
    await host.files.remove(path)
    if (await host.files.stat(join(aside, name))) await host.files.link(join(aside, name), path)
  }
  await host.files.removeTree(aside)
}
