/**
 * A real Debian with systemd and cloud-init on a bootable disk, as small as it gets: packages from the Debian mirror, the
 * machine's own cloud kernel. Built once (a minute) and kept in `/var/cache/quorate-tests` where there is such a folder,
 * for machines that keep one between checkouts, else under .cache.
 *
 * Under TCG with two CPUs it is done with cloud-init after 30 to 60 s, says so on the serial console, and offers a login.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bootRecord, buildBootPartition, buildInitrd, kernelVersion, sectorBytes } from './boot-parts.ts'

const checkout = dirname(dirname(import.meta.dirname))
const kept = '/var/cache/quorate-tests'
const cache = existsSync(kept) ? kept : join(checkout, '.cache/test-guests')

const suite = 'bookworm'
const packages = ['systemd-sysv', 'udev', 'cloud-init', 'ifupdown', 'iproute2', 'dbus-']
const modules = ['virtio_pci', 'virtio_blk', 'virtio_scsi', 'virtio_net', 'sd_mod', 'sr_mod', 'ata_piix', 'isofs']
const boot = { startSector: 2048, mebibytes: 40 }
const root = { startSector: boot.startSector + (boot.mebibytes * 2 ** 20) / sectorBytes, mebibytes: 420 }

/** Where the root file system lies in the disk image, in bytes. */
export const rootOffset = root.startSector * sectorBytes

const init = `#!/bin/sh
export PATH=/bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
while read m; do insmod /modules/$m; done < /modules/list
until [ -e /dev/vda2 ]; do usleep 50000; done
mkdir /mnt; mount -t ext4 -o noatime /dev/vda2 /mnt
for at in dev proc sys; do mount --move /$at /mnt/$at; done
exec switch_root /mnt /sbin/init
`

/** Nothing here is about cloud-init. */
const needless = [
  'apt-daily.timer',
  'apt-daily-upgrade.timer',
  'dpkg-db-backup.timer',
  'e2scrub_reap.service',
  'fstrim.timer',
  'systemd-tmpfiles-clean.timer',
  'getty-static.service',
  'getty@tty1.service',
  'cloud-config.service',
  'cloud-final.service',
  'cloud-init-hotplugd.socket',
  'dev-hugepages.mount',
  'dev-mqueue.mount',
  'kmod-static-nodes.service',
  'proc-sys-fs-binfmt_misc.automount',
  'sys-fs-fuse-connections.mount',
  'sys-kernel-config.mount',
  'sys-kernel-debug.mount',
  'sys-kernel-tracing.mount',
  'systemd-binfmt.service',
  'systemd-firstboot.service',
  'systemd-initctl.socket',
  'systemd-journal-flush.service',
  'systemd-logind.service',
  'systemd-machine-id-commit.service',
  'systemd-modules-load.service',
  'systemd-pcrphase-sysinit.service',
  'systemd-pcrphase.service',
  'systemd-pstore.service',
  'systemd-random-seed.service',
  'systemd-repart.service',
  'systemd-update-utmp-runlevel.service',
  'systemd-update-utmp.service',
]

/** cloud-init with the modules that act on what our drives say, all in one stage: each takes ten seconds to begin. */
const cloudConfig = `datasource_list: [NoCloud, ConfigDrive, OpenNebula, None]
cloud_init_modules: [set_hostname, update_hostname, update_etc_hosts, users-groups, ssh, set-passwords, final-message]
cloud_config_modules: []
cloud_final_modules: []
ssh_deletekeys: false
ssh_genkeytypes: []
`

function buildRoot(folder: string): string {
  const top = join(folder, 'root')
  const without = ['doc', 'man', 'locale', 'info', 'i18n'].map(name => `--dpkgopt=path-exclude=/usr/share/${name}/*`)
  execFileSync(
    'mmdebstrap',
    ['--quiet', '--mode=root', '--variant=apt', '--format=directory', `--include=${packages.join(',')}`, ...without, suite, top],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  writeFileSync(join(top, 'etc/fstab'), '/dev/vda2 / ext4 noatime 0 1\n')
  writeFileSync(join(top, 'etc/machine-id'), '')
  rmSync(join(top, 'etc/hostname'), { force: true })
  writeFileSync(join(top, 'etc/cloud/cloud.cfg.d/90-test.cfg'), cloudConfig)
  for (const unit of needless) {
    const mask = join(top, 'etc/systemd/system', unit)
    rmSync(mask, { force: true })
    symlinkSync('/dev/null', mask)
  }
  return top
}

function buildDisk(folder: string, kernel: string): string {
  const disk = join(folder, 'disk.raw')
  const initrd = buildInitrd(folder, kernel, modules, init)
  const append = 'console=tty0 console=ttyS0,115200 quiet net.ifnames=0 mitigations=off cryptomgr.notests systemd.show_status=0'
  const partition = buildBootPartition(folder, { ...boot, kernel, initrd, append })
  const [bootSectors, rootSectors] = [boot, root].map(part => (part.mebibytes * 2 ** 20) / sectorBytes)
  writeFileSync(
    disk,
    bootRecord([
      { type: 0x0e, startSector: boot.startSector, sectors: bootSectors as number },
      { type: 0x83, startSector: root.startSector, sectors: rootSectors as number },
    ]),
  )
  truncateSync(disk, rootOffset + root.mebibytes * 2 ** 20)
  const copy = (from: string, offset: number) =>
    execFileSync('dd', [`if=${from}`, `of=${disk}`, 'bs=1M', `seek=${offset / 2 ** 20}`, 'conv=notrunc,sparse', 'status=none'])
  copy(partition, boot.startSector * sectorBytes)
  const system = join(folder, 'system.raw')
  writeFileSync(system, '')
  truncateSync(system, root.mebibytes * 2 ** 20)
  execFileSync('/sbin/mkfs.ext4', ['-q', '-O', '^has_journal', '-L', 'root', '-d', buildRoot(folder), system])
  copy(system, rootOffset)
  return disk
}

function build(target: string, kernel: string): void {
  const folder = mkdtempSync(join(cache, 'build-'))
  try {
    renameSync(buildDisk(folder, kernel), target)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Path of the disk image (raw, read only for its users: copy or import it). Of two that want it at once one builds it. */
export function cloudLinuxDisk(): string {
  const kernel = kernelVersion()
  const version = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .update(readFileSync(join(import.meta.dirname, 'boot-parts.ts')))
    .update(kernel)
    .digest('hex')
    .slice(0, 12)
  const target = join(cache, `cloud-linux-${version}.raw`)
  if (existsSync(target)) return target
  mkdirSync(cache, { recursive: true })
  if (import.meta.main) build(target, kernel)
  else execFileSync('flock', [`${target}.lock`, process.execPath, import.meta.filename], { stdio: ['ignore', 'inherit', 'inherit'] })
  return target
}

if (import.meta.main) cloudLinuxDisk()
