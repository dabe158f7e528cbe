/**
 * A small Linux on a bootable disk, made from the machine's own Debian packages: the cloud kernel, busybox, a FAT
 * partition with syslinux. Built once and kept under .cache.
 *
 * It prints `GUEST-READY` on the serial console and then `TICK n` ten times a second, obeys the ACPI power button, and offers a
 * root shell on the console.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

const checkout = dirname(dirname(import.meta.dirname))
const cache = join(checkout, '.cache/test-guests')
const modules = ['virtio_pci', 'virtio_blk', 'virtio_net', 'virtio_scsi', 'sd_mod', 'virtio_console', 'virtio_balloon', 'button', 'evdev']
const diskMiB = 40
const partitionStartSector = 2048

const init = `#!/bin/sh
export PATH=/bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
mkdir -p /etc/acpi/PWRF && printf '#!/bin/sh\\npoweroff -f\\n' > /etc/acpi/PWRF/00000080 && chmod +x /etc/acpi/PWRF/00000080
while read m; do insmod /modules/$m; done < /modules/list
ip link set lo up
for nic in /sys/class/net/eth*; do [ -e "$nic" ] && ip link set "\${nic##*/}" up; done
acpid -f -d -c /etc/acpi > /dev/null 2>&1 &
echo "GUEST-READY $(cut -d' ' -f1 /proc/uptime)" > /dev/console
( n=0; while :; do n=$((n+1)); echo "TICK $n" > /dev/ttyS0; usleep 100000; done ) &
while :; do setsid cttyhack sh; done
`

function kernelVersion(): string {
  const version = readdirSync('/lib/modules')
    .filter(name => name.includes('cloud'))
    .toSorted()
    .at(-1)
  if (!version) throw new Error('no cloud kernel on this machine: apt-get install linux-image-cloud-amd64')
  return version
}

function buildInitrd(folder: string, kernel: string): string {
  const top = join(folder, 'initrd')
  for (const name of ['bin', 'proc', 'sys', 'dev', 'etc/acpi', 'tmp', 'modules']) mkdirSync(join(top, name), { recursive: true })
  copyFileSync('/bin/busybox', join(top, 'bin/busybox'))
  for (const applet of execFileSync('/bin/busybox', ['--list'], { encoding: 'utf8' }).split('\n').filter(Boolean)) {
    if (applet !== 'busybox') symlinkSync('busybox', join(top, 'bin', applet))
  }
  const loaded: string[] = []
  for (const module of modules) {
    const lines = execFileSync('/sbin/modprobe', ['-S', kernel, '--show-depends', module], { encoding: 'utf8' }).split('\n')
    for (const file of lines.map(line => /^insmod (\S+)/.exec(line)?.[1]).filter(file => file !== undefined)) {
      if (loaded.includes(basename(file))) continue
      copyFileSync(file, join(top, 'modules', basename(file)))
      loaded.push(basename(file))
    }
  }
  writeFileSync(join(top, 'modules/list'), `${loaded.join('\n')}\n`)
  writeFileSync(join(top, 'init'), init, { mode: 0o755 })
  const names = execFileSync('find', ['.'], { cwd: top, encoding: 'utf8' })
  const archive = execFileSync('cpio', ['-o', '-H', 'newc', '--quiet', '-R', '0:0'], { cwd: top, input: names, maxBuffer: 2 ** 28 })
  const file = join(folder, 'initrd.gz')
  writeFileSync(file, execFileSync('gzip', ['-6'], { input: archive, maxBuffer: 2 ** 28 }))
  return file
}

function buildDisk(folder: string, kernel: string, initrd: string): string {
  const disk = join(folder, 'disk.raw')
  const partition = join(folder, 'partition.raw')
  writeFileSync(partition, '')
  truncateSync(partition, diskMiB * 2 ** 20 - partitionStartSector * 512)
  execFileSync('/sbin/mkfs.vfat', ['-F', '16', '-h', String(partitionStartSector), partition], { stdio: 'ignore' })
  execFileSync('syslinux', ['--install', partition])
  const config = join(folder, 'syslinux.cfg')
  writeFileSync(
    config,
    `SERIAL 0 115200\nDEFAULT linux\nPROMPT 0\nLABEL linux\n  KERNEL vmlinuz\n  APPEND initrd=initrd.gz console=tty0 console=ttyS0,115200 quiet\n`,
  )
  for (const [from, to] of [
    [`/boot/vmlinuz-${kernel}`, '::vmlinuz'],
    [initrd, '::initrd.gz'],
    [config, '::syslinux.cfg'],
  ] as const) {
    execFileSync('mcopy', ['-i', partition, from, to])
  }
  writeFileSync(disk, bootRecord())
  truncateSync(disk, diskMiB * 2 ** 20)
  const out = openSync(disk, 'r+')
  writeSync(out, readFileSync(partition), 0, undefined, partitionStartSector * 512)
  closeSync(out)
  return disk
}

/** syslinux' master boot record with one active FAT16 partition. */
function bootRecord(): Buffer {
  const record = Buffer.alloc(512)
  readFileSync('/usr/lib/syslinux/mbr/mbr.bin').copy(record, 0, 0, 440)
  record[446] = 0x80
  record[450] = 0x0e
  record.writeUInt32LE(partitionStartSector, 454)
  record.writeUInt32LE((diskMiB * 2 ** 20) / 512 - partitionStartSector, 458)
  record.writeUInt16LE(0xaa55, 510)
  return record
}

/** Path of the disk image (raw, read only for its users: copy or import it). */
export function smallLinuxDisk(): string {
  const kernel = kernelVersion()
  const version = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .update(kernel)
    .digest('hex')
    .slice(0, 12)
  const wanted = join(cache, `small-linux-${version}.raw`)
  if (existsSync(wanted)) return wanted
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'build-'))
  try {
    renameSync(buildDisk(folder, kernel, buildInitrd(folder, kernel)), wanted)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return wanted
}
