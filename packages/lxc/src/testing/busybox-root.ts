import { execFileSync } from 'node:child_process'
import { chownSync, copyFileSync, lchownSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from '@quorate/host'

const inittab = `::sysinit:/bin/mkdir -p /run
::sysinit:/bin/touch /run/up
::sysinit:/bin/sh -c '[ -x /etc/rc ] && /etc/rc'
::respawn:/bin/sleep 100000
`

/** A program without which there is no small container to try on. */
export const busybox = findProgram('busybox')

function chownTree(folder: string, id: number): void {
  chownSync(folder, id, id)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) lchownSync(join(entry.parentPath, entry.name), id, id)
}

/** The smallest root file system that boots: busybox as init, which says so in /run/up. `owner`: id of its root on this machine. */
export function makeBusyboxRoot(folder: string, owner = 0): void {
  if (busybox === undefined) throw new Error('busybox is not installed')
  for (const name of ['bin', 'sbin', 'etc', 'proc', 'sys', 'dev', 'root', 'tmp', 'run', 'var/log'])
    mkdirSync(join(folder, name), { recursive: true })
  copyFileSync(busybox, join(folder, 'bin/busybox'))
  for (const name of execFileSync(busybox, ['--list'], { encoding: 'utf8' }).split('\n')) {
    if (name && name !== 'busybox') symlinkSync('busybox', join(folder, 'bin', name))
  }
  symlinkSync('../bin/busybox', join(folder, 'sbin/init'))
  writeFileSync(join(folder, 'etc/inittab'), inittab)
  writeFileSync(join(folder, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n')
  writeFileSync(join(folder, 'etc/group'), 'root:x:0:\n')
  if (owner !== 0) chownTree(folder, owner)
}
