import { join } from 'node:path'
import type { ConfigReader } from '@quorate/cluster'
import { Failure } from '@quorate/schema'
import type { UndoAction } from '@quorate/tasks'
import { contentTypes } from '../content-type.ts'
import { NameTaken } from '../errors.ts'
import { discardAction, discardFileAction, removeSnapshotAction, renameBackAction, unmakeBaseAction } from './making.ts'
import type { Storages } from './storages.ts'
import { describeReference, volumeReferences } from './volume-references.ts'

function text(args: Readonly<Record<string, unknown>>, key: string): string {
  const value = args[key]
  if (typeof value !== 'string') throw new Failure(`undo of a storage operation: '${key}' is missing`)
  return value
}

/** To be registered with the task runner. Each may run twice, and after a crash. */
export function undoActions(storages: Storages, config: ConfigReader): Readonly<Record<string, UndoAction>> {
  return {
    /** What a config names has become a guest's disk: between that and the end of its undo the process may have been killed. */
    async [discardAction](args, { log }) {
      const [storage, name] = [text(args, 'storage'), text(args, 'name')]
      // Of a storage that each node has for itself, other nodes' guests have volumes of the same names.
      const node = storages.entry(storage).shared ? undefined : storages.host.root.node
      const [used] = volumeReferences(config, `${storage}:${name}`, node)
      if (used) return log(`volume '${storage}:${name}' stays: it is in use by ${describeReference(used)}`)
      await storages.open(storage).volumes.discard({ name, identity: text(args, 'identity') })
    },
    async [discardFileAction](args) {
      const name = text(args, 'name')
      const content = contentTypes.find(one => one === text(args, 'content'))
      if (!content || !/^\.new-[0-9a-f]{16}$/.test(name)) throw new Failure(`'${name}' is no unfinished file`)
      const folder = storages.open(text(args, 'storage')).files?.folder(content)
      if (folder !== undefined) await storages.host.files.remove(join(folder, name))
    },
    async [unmakeBaseAction](args) {
      const { storage, name } = storages.volume(text(args, 'volid'))
      if (await storage.volumes.find(name)) await storage.clones?.unmakeBase(name, storage.volumes.describe(text(args, 'former')))
    },
    async [removeSnapshotAction](args) {
      const { storage, name } = storages.volume(text(args, 'volid'))
      if (await storage.volumes.find(name)) await storage.snapshots?.remove(name, text(args, 'snapshot'))
    },
    async [renameBackAction](args) {
      const { storage, name } = storages.volume(text(args, 'volid'))
      // What was prepared for a rename that never happened goes too: no file has this identity.
      if (!(await storage.volumes.find(name))) return await storage.volumes.discard({ name: name.text, identity: 'none' })
      try {
        await storage.volumes.rename(name, storage.volumes.describe(text(args, 'former')))
      } catch (error) {
        // The volume still has its former name: what has the new one is another.
        if (!(error instanceof NameTaken)) throw error
      }
    },
  }
}
