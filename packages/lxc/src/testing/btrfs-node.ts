import { btrfsFileSystem } from '@quorate/storage/testing/btrfs'
import { TrialNode } from './trial-node.ts'

/** A trial node with a storage `tree` on a btrfs of its own. A text says why there can be none on this machine. */
export async function btrfsNode(): Promise<{ readonly node: TrialNode; remove(): Promise<void> } | string> {
  const made = await btrfsFileSystem({ quotas: true })
  if (typeof made === 'string') return made
  const node = await TrialNode.create()
  await node.addStorage(`btrfs: tree\n\tpath ${made.path}\n\tcontent rootdir\n`)
  return {
    node,
    async remove() {
      await node[Symbol.asyncDispose]()
      await made.remove()
    },
  }
}
