/**
 * A small Linux on a bootable disk, made from the machine's own Debian packages: the cloud kernel, busybox, a FAT
 * partition with syslinux. Built once and kept under .cache.
 *
 * It prints `GUEST-READY` on the serial console and then `TICK n` ten times a second, obeys the ACPI power button, and offers a
 * root shell on the console.
 */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { bootRecord, buildBootPartition, buildInitrd, kernelVersion, sectorBytes } from './boot-parts.ts'

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

function buildDisk(folder: string, kernel: string): string {
  const disk = join(folder, 'disk.raw')
  const mebibytes = diskMiB - (partitionStartSector * sectorBytes) / 2 ** 20
  const partition = buildBootPartition(folder, {
    startSector: partitionStartSector,
    mebibytes,
    kernel,
    initrd: buildInitrd(folder, kernel, modules, init),
    append: 'console=tty0 console=ttyS0,115200 quiet',
  })
  writeFileSync(disk, bootRecord([{ type: 0x0e, startSector: partitionStartSector, sectors: (mebibytes * 2 ** 20) / sectorBytes }]))
  truncateSync(disk, diskMiB * 2 ** 20)
  const out = openSync(disk, 'r+')
  writeSync(out, readFileSync(partition), 0, undefined, partitionStartSector * sectorBytes)
  closeSync(out)
  return disk
}

/** Path of the disk image (raw, read only for its users: copy or import it). */
export function smallLinuxDisk(): string {
  const kernel = kernelVersion()
  const version = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .update(readFileSync(join(import.meta.dirname, 'boot-parts.ts')))
    .update(kernel)
    .digest('hex')
    .slice(0, 12)
  const wanted = join(cache, `small-linux-${version}.raw`)
  if (existsSync(wanted)) return wanted
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'build-'))
  try {
    renameSync(buildDisk(folder, kernel), wanted)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return wanted
}
