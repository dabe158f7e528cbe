/**
 * Runs in a thread of its own, which enters the mount namespace of a container and ends there: no other thread of this
 * process ever is in it. All that is needed was opened before.
 */
import { workerData } from 'node:worker_threads'
import { callLibc } from '../libc.ts'
import { attachMount, unmount } from './kernel-mounts.ts'

/** Descriptors. `folder`: over which to mount, or in which `name` is what to unmount. */
export interface NamespaceJob {
  readonly namespace: number
  readonly folder: number
  readonly mount?: number
  readonly name?: string
}

const ownFolders = 0x200
const mountNamespace = 0x20000

const { namespace, folder, mount, name } = workerData as NamespaceJob
callLibc('int unshare(int flags)', ownFolders)
callLibc('int setns(int fd, int kind)', namespace, mountNamespace)
if (mount !== undefined) attachMount(mount, folder)
if (name !== undefined) {
  callLibc('int fchdir(int fd)', folder)
  unmount(name, { lazily: true })
}
