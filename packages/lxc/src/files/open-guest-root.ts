import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs'
import { openRoot } from '@quorate/host/open-root'
import { readProcStat } from '@quorate/host/proc-stat'
import type { RootedFiles } from '@quorate/host'
import { Failure } from '@quorate/schema/failure'
import type { GuestRoot } from './guest-root.ts'

const folderOnly = 0o10000000 | constants.O_DIRECTORY

function checkInit({ init }: GuestRoot): void {
  if (init && readProcStat(init.pid)?.startTicks !== init.startTicks) throw new Failure('the container has ended')
}

/**
 * Opens the root of a container for the time of one access. Fails when its first process is not the one that was looked
 * up, and while that still is where LXC began it: in the tree of the machine itself.
 */
export function openGuestRoot(root: GuestRoot): RootedFiles {
  checkInit(root)
  const fd = openSync(root.path, folderOnly)
  try {
    checkInit(root)
    const [theirs, ours] = [fstatSync(fd), statSync('/')]
    if (theirs.dev === ours.dev && theirs.ino === ours.ino) throw new Failure('the container is still starting')
    return openRoot(`/proc/self/fd/${fd}`, root.idMap)
  } finally {
    closeSync(fd)
  }
}
