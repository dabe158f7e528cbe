/** The smallest container: busybox as everything, from the machine's own package busybox-static. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { zstdCompressSync } from 'node:zlib'
import { tarEnd, tarHeader, tarPadding } from '@quorate/templates/tar'

const inittab = `::sysinit:/etc/init.d/rcS
console::respawn:/bin/sh -l
tty1::respawn:/bin/sh -l
tty2::respawn:/bin/sh -l
::restart:/sbin/init
::shutdown:/bin/true
`

const rcS = `#!/bin/sh
[ -e /proc/mounts ] || mount -t proc proc /proc
ip link set lo up
[ -e /etc/hostname ] && hostname -F /etc/hostname
[ -x /etc/rc.local ] && /etc/rc.local
exit 0
`

const files: Readonly<Record<string, readonly [string, number]>> = {
  'etc/inittab': [inittab, 0o644],
  'etc/init.d/rcS': [rcS, 0o755],
  'etc/passwd': ['root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n', 0o644],
  'etc/group': ['root:x:0:\ntty:x:5:\nnogroup:x:65534:\n', 0o644],
  'etc/shadow': ['root:*:20000:0:99999:7:::\n', 0o640],
  'etc/hostname': ['busybox\n', 0o644],
}

const folders = ['bin', 'sbin', 'etc', 'etc/init.d', 'dev', 'proc', 'sys', 'tmp', 'root', 'run', 'var', 'mnt', 'usr', 'usr/bin', 'usr/sbin']

/** A tar archive packed by zstd. */
export function busyboxArchive(): Buffer {
  const mtime = 1_700_000_000
  const parts: Buffer[] = [tarHeader({ path: './', kind: 'folder', mode: 0o755, size: 0, mtime })]
  const file = (path: string, content: Buffer, mode: number) =>
    parts.push(tarHeader({ path: `./${path}`, kind: 'file', mode, size: content.length, mtime }), content, tarPadding(content.length))
  for (const path of folders) {
    parts.push(tarHeader({ path: `./${path}/`, kind: 'folder', mode: path === 'tmp' ? 0o1777 : 0o755, size: 0, mtime }))
  }
  file('bin/busybox', readFileSync('/bin/busybox'), 0o755)
  for (const path of execFileSync('/bin/busybox', ['--list-full'], { encoding: 'utf8' }).split('\n').filter(Boolean)) {
    if (path === 'bin/busybox' || !folders.includes(path.replace(/\/[^/]*$/, ''))) continue
    parts.push(tarHeader({ path: `./${path}`, kind: 'link', mode: 0o777, size: 0, mtime, target: '/bin/busybox' }))
  }
  for (const [path, [text, mode]] of Object.entries(files)) file(path, Buffer.from(text), mode)
  return zstdCompressSync(Buffer.concat([...parts, tarEnd]))
}
