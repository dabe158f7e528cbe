import { randomBytes } from 'node:crypto'
import { chmod, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, syncFolder } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { Content } from '../content-type.ts'
import { discardFileAction } from '../service/making.ts'
import type { StorageService } from '../storage-service.ts'
import type { Work } from '../work.ts'

export interface NewFile {
  readonly storage: string
  readonly content: Content
  /** Last part of the name, checked. */
  readonly name: string
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * A file comes to be under a hidden name and then takes its own in one step, replacing an older one of that name:
 * whoever has the older one open keeps reading it. Until then nothing is there; afterwards nothing can go wrong.
 */
export async function newFile(service: StorageService, work: Work, file: NewFile, write: (path: string) => Promise<void>): Promise<string> {
  const volid = `${file.storage}:${file.content}/${file.name}`
  const folder = await service.contentFolder(file.storage, file.content)
  const target = (await service.resolve(volid)).path
  const hidden = `.new-${randomBytes(8).toString('hex')}`
  const undo = await work.undo(discardFileAction, { storage: file.storage, content: file.content, name: hidden })
  const written = join(folder, hidden)
  try {
    await write(written)
    work.signal.throwIfAborted()
    await chmod(written, 0o644)
    await sync(written)
    await rename(written, target)
    await syncFolder(folder)
    return volid
  } catch (error) {
    if (work.signal.aborted) throw new Failure(`unable to create '${volid}': aborted`)
    if (errorCode(error) === 'ENOSPC') throw new Failure(`unable to create '${volid}': no space left on storage '${file.storage}'`)
    throw error instanceof Failure ? error : new Failure(`unable to create '${volid}'`, { cause: error })
  } finally {
    await rm(written, { force: true })
    await undo.settle()
  }
}
