import { readFileSync } from 'node:fs'
import { failureText } from '@quorate/schema/failure'
import type { Root } from '@quorate/host'
import type { Writer } from '../store/writer.ts'
import { Dispatcher } from './dispatcher.ts'
import { KernelChannel } from './kernel-channel.ts'
import { libc } from './libc.ts'
import { closeFuse, detachMounts, isMounted, mountAt, openFuse, stateOf } from './mount-point.ts'
import type { Members } from './status-files.ts'
import { TreeFilesystem } from './tree-filesystem.ts'

export interface TreeMount {
  /** Requests leave holes in the heap of `malloc`, which it keeps: hands them back. It takes a millisecond. */
  trimHeap(): void
  close(): void
}

interface MountOptions {
  readonly root: Root
  readonly writer: Writer
  readonly members: Members | undefined
  readonly fuseFd?: number | undefined
  readonly notice: (text: string) => void
}

function groupOf(name: string): number {
  const line = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find(one => one.startsWith(`${name}:`))
  return Number(line?.split(':')[2] ?? 0)
}

/** A mount of the process before this one that its parent kept alive, or a new one. */
function obtain(path: string, given: number | undefined): { fd: number; own: boolean; takenOver: boolean } {
  const state = given === undefined ? 'dead' : stateOf(given)
  if (given !== undefined && state === 'alive' && isMounted(path)) return { fd: given, own: false, takenOver: true }
  const usable = given !== undefined && state === 'fresh'
  const fd = usable ? given : openFuse()
  try {
    mountAt(path, fd)
  } catch (error) {
    if (!usable) closeFuse(fd)
    throw error
  }
  return { fd, own: !usable, takenOver: false }
}

/** Mounts the tree. undefined when it cannot be here; the notice then says why in one line. */
export function mountTree(options: MountOptions): TreeMount | undefined {
  const { root, writer, notice } = options
  const path = root.configMount
  const without = 'the config tree is reached through the API and the command line only'
  if (process.getuid?.() !== 0) {
    notice(`${path} is not mounted, since that takes root: ${without}`)
    return undefined
  }
  try {
    const { fd, own, takenOver } = obtain(path, options.fuseFd)
    const filesystem = new TreeFilesystem(writer, groupOf('www-data'), {
      node: root.node,
      startTime: Math.floor(Date.now() / 1000),
      members: options.members,
    })
    const dispatcher = new Dispatcher(filesystem, writer.machine.tree)
    const channel = new KernelChannel(fd, dispatcher, notice, () => notice(`${path} was unmounted: ${without}`))
    if (takenOver) channel.askAgain()
    channel.start()
    return {
      trimHeap: () => void libc.trim(0),
      close() {
        channel.stop()
        detachMounts(path)
        if (own) closeFuse(fd)
      },
    }
  } catch (error) {
    notice(`${path} is not mounted (${failureText(error)}): ${without}`)
    return undefined
  }
}
