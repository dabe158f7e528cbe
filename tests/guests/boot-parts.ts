/** What test guests boot from, made of the machine's own Debian packages: the cloud kernel, a busybox initramfs, syslinux. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

export const sectorBytes = 512

export function kernelVersion(): string {
  const version = readdirSync('/lib/modules')
    .filter(name => name.includes('cloud'))
    .toSorted()
    .at(-1)
  if (!version) throw new Error('no cloud kernel on this machine: apt-get install linux-image-cloud-amd64')
  return version
}

/** An initramfs with busybox, the modules in /modules (their order in /modules/list) and `init`. Answers its path. */
export function buildInitrd(folder: string, kernel: string, modules: readonly string[], init: string): string {
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

export interface BootPartition {
  readonly startSector: number
  readonly mebibytes: number
  readonly kernel: string
  readonly initrd: string
  /** Kernel parameters. */
  readonly append: string
}

/** A FAT partition with syslinux, kernel and initramfs, as an image of its own. Answers its path. */
export function buildBootPartition(folder: string, boot: BootPartition): string {
  const partition = join(folder, 'partition.raw')
  writeFileSync(partition, '')
  truncateSync(partition, boot.mebibytes * 2 ** 20)
  execFileSync('/sbin/mkfs.vfat', ['-F', '16', '-h', String(boot.startSector), partition], { stdio: 'ignore' })
  execFileSync('syslinux', ['--install', partition])
  const config = join(folder, 'syslinux.cfg')
  writeFileSync(
    config,
    `SERIAL 0 115200\nDEFAULT linux\nPROMPT 0\nLABEL linux\n  KERNEL vmlinuz\n  APPEND initrd=initrd.gz ${boot.append}\n`,
  )
  for (const [from, to] of [
    [`/boot/vmlinuz-${boot.kernel}`, '::vmlinuz'],
    [boot.initrd, '::initrd.gz'],
    [config, '::syslinux.cfg'],
  ] as const) {
    execFileSync('mcopy', ['-i', partition, from, to])
  }
  return partition
}

export interface PartitionEntry {
  /** 0x0e is FAT16, 0x83 Linux */
  readonly type: number
  readonly startSector: number
  readonly sectors: number
}

/** syslinux' master boot record with up to four partitions, of which the first is booted. */
export function bootRecord(partitions: readonly PartitionEntry[]): Buffer {
  const record = Buffer.alloc(sectorBytes)
  readFileSync('/usr/lib/syslinux/mbr/mbr.bin').copy(record, 0, 0, 440)
  for (const [index, { type, startSector, sectors }] of partitions.entries()) {
    const at = 446 + 16 * index
    record[at] = index === 0 ? 0x80 : 0
    record[at + 4] = type
    record.writeUInt32LE(startSector, at + 8)
    record.writeUInt32LE(sectors, at + 12)
  }
  record.writeUInt16LE(0xaa55, 510)
  return record
}
