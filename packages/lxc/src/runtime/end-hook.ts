import { join } from 'node:path'
import type { Root } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { runFolder } from './lxc-paths.ts'
import { rebootNote } from './run-record.ts'

/** Holds the pid of the process that watches containers. */
export function watcherFile(root: Root): string {
  return join(runFolder(root), 'watcher.pid')
}

/** LXC reads paths from its own config and hands them to a shell. */
export function checkRootPath({ path }: Root): void {
  if (!/^[A-Za-z0-9_./@+:-]*$/.test(path))
    throw new Failure(`containers cannot run below ${path}: use a root folder with a name of plain letters, digits, '-', '_' and '.'`)
}

/**
 * What LXC runs when a container has ended. One that wants to start again is started by us, with its pending changes: LXC
 * then is told not to do it. As long as nobody of ours watches, LXC does.
 */
export function endHookText(root: Root, vmid: number): string {
  return `#!/bin/sh
[ "$LXC_TARGET" = reboot ] || exit 0
read -r watcher < '${watcherFile(root)}' || exit 0
[ -d "/proc/$watcher" ] || exit 0
: > '${rebootNote(root, vmid)}' || exit 0
exit 1
`
}
