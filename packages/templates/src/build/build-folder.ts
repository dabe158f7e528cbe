import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { mountInfo, type Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { Work } from '@quorate/storage'
import type { UndoAction } from '@quorate/tasks'
import { privateFolder, privateFolderOf } from '../private-folder.ts'

/** What takes away the folder of a build, as it stands in the journals of tasks. */
export const removeBuildFolderAction = 'templates.remove-build-folder'

const pathOf = (host: Host, name: string) => join(privateFolderOf(host), name)

async function removeBuildFolder(host: Host, name: string): Promise<void> {
  if (!/^build-[0-9a-f]{16}$/.test(name)) throw new Failure(`'${name}' is no folder of a build`)
  const path = pathOf(host, name)
  const mounted = mountInfo().find(({ mountPoint }) => mountPoint.startsWith(`${path}/`))
  if (mounted) throw new Failure(`folder '${path}' is not removed: something is mounted on '${mounted.mountPoint}'; unmount it`)
  // What was killed with the build may be on its way out still.
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

/** To be registered with the task runner. */
export function templateUndoActions(host: Host): Readonly<Record<string, UndoAction>> {
  return { [removeBuildFolderAction]: args => removeBuildFolder(host, String(args.name)) }
}

/** Lends a private folder for a build; it goes however the build ends. */
export async function inBuildFolder<T>(host: Host, work: Work, use: (folder: string) => Promise<T>): Promise<T> {
  const name = `build-${randomBytes(8).toString('hex')}`
  const folder = pathOf(host, name)
  const undo = await work.undo(removeBuildFolderAction, { name })
  try {
    await privateFolder(host)
    await mkdir(folder, { mode: 0o700 })
    return await use(folder)
  } finally {
    await removeBuildFolder(host, name)
    await undo.settle()
  }
}
