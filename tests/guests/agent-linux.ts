/**
 * A small Linux with Debian's own guest agent, on a disk that boots from BIOS and from UEFI alike. Built once and kept
 * under .cache.
 *
 * It prints `GUEST-READY`, how it was booted and which TPM it found on the serial console, starts the agent on whichever
 * channel there is, and offers a root shell on the console. A second disk with a file system is mounted at /data.
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
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { bootRecord, buildBootPartition, buildInitrd, kernelVersion, sectorBytes } from './boot-parts.ts'

const checkout = dirname(dirname(import.meta.dirname))
const cache = join(checkout, '.cache/test-guests')
const modules = ['virtio_pci', 'virtio_blk', 'virtio_net', 'virtio_console', 'virtio_balloon', 'button', 'evdev', 'efivarfs']
const partitionStart = 2048
const mebibytes = 80
const parameters = 'console=tty0 console=ttyS0,115200 quiet no_console_suspend'
const stub = '/usr/lib/systemd/boot/efi/linuxx64.efi.stub'
const agent = '/usr/sbin/qemu-ga'

const init = `#!/bin/sh
export PATH=/bin:/sbin:/usr/sbin HOME=/
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
mkdir -p /var/run /run /data /etc/acpi/PWRF
printf '#!/bin/sh\\npoweroff -f\\n' > /etc/acpi/PWRF/00000080; chmod +x /etc/acpi/PWRF/00000080
while read m; do insmod /modules/$m; done < /modules/list
hostname agent-guest; ip link set lo up
[ -d /sys/firmware/efi ] && mount -t efivarfs efivarfs /sys/firmware/efi/efivars
[ -b /dev/vdb ] && mount -t ext4 /dev/vdb /data
acpid -f -d -c /etc/acpi > /dev/null 2>&1 &
for port in /sys/class/virtio-ports/*; do
  [ "$(cat $port/name 2>/dev/null)" = org.qemu.guest_agent.0 ] && channel="-m virtio-serial -p /dev/\${port##*/}"
done
[ "$channel" ] || channel="-m isa-serial -p /dev/ttyS1"
qemu-ga -d $channel -t /run -f /run/qga.pid -l /run/qga.log
echo "FIRMWARE $([ -d /sys/firmware/efi ] && echo uefi || echo bios) TPM $(cat /sys/class/tpm/tpm0/tpm_version_major 2>/dev/null || echo none)" > /dev/console
echo "GUEST-READY $(cut -d' ' -f1 /proc/uptime)" > /dev/console
while :; do setsid cttyhack sh; done
`

/** Busybox has none that reads from standard input. */
const setPassword = `#!/bin/sh
IFS=: read -r user password
grep -q "^$user:" /etc/shadow || { echo "no such user: $user" >&2; exit 1; }
[ "$1" = -e ] && hash=$password || hash=$(mkpasswd -m sha512 "$password")
while IFS= read -r line; do
  case "$line" in "$user":*) echo "$user:$hash:19000:0:99999:7:::";; *) echo "$line";; esac
done < /etc/shadow > /etc/shadow.new && mv /etc/shadow.new /etc/shadow
`

const files: Readonly<Record<string, string>> = {
  '/etc/os-release': 'ID=quorate-test\nNAME="Quorate Test"\nPRETTY_NAME="Quorate Test 1"\nVERSION_ID=1\n',
  '/etc/passwd': 'root:x:0:0:root:/:/bin/sh\n',
  '/etc/shadow': 'root:*:19000:0:99999:7:::\n',
  '/etc/group': 'root:x:0:\n',
  '/sbin/shutdown': '#!/bin/sh\npoweroff -f\n',
  '/sbin/chpasswd': setPassword,
}

/** The agent with its libraries, as a second archive: the kernel unpacks one after the other. */
function agentArchive(folder: string): Buffer {
  const top = join(folder, 'agent')
  const put = (path: string) => {
    mkdirSync(join(top, dirname(path)), { recursive: true })
    return join(top, path)
  }
  const libraries = execFileSync('ldd', [agent], { encoding: 'utf8' }).match(/\/\S+(?= \(0x)/g) ?? []
  for (const file of [agent, ...libraries]) copyFileSync(file, put(file))
  for (const [path, text] of Object.entries(files)) writeFileSync(put(path), text, { mode: path.startsWith('/sbin') ? 0o755 : 0o644 })
  const names = execFileSync('find', ['.'], { cwd: top, encoding: 'utf8' })
  const archive = execFileSync('cpio', ['-o', '-H', 'newc', '--quiet', '-R', '0:0'], { cwd: top, input: names, maxBuffer: 2 ** 28 })
  return execFileSync('gzip', ['-6'], { input: archive, maxBuffer: 2 ** 28 })
}

/** Kernel, initramfs and parameters in one program for UEFI, behind systemd's stub. */
function unifiedKernel(folder: string, kernel: string, initrd: string): string {
  const out = join(folder, 'bootx64.efi')
  const line = join(folder, 'cmdline')
  writeFileSync(line, parameters)
  let address = 0x2000000
  const sections = [
    ['.osrel', '/etc/os-release'],
    ['.cmdline', line],
    ['.initrd', initrd],
    ['.linux', `/boot/vmlinuz-${kernel}`],
  ] as const
  const options = sections.flatMap(([name, file]) => {
    const at = address
    address += (Math.ceil(statSync(file).size / 0x1000) + 1) * 0x1000
    return ['--add-section', `${name}=${file}`, '--change-section-vma', `${name}=0x${at.toString(16)}`]
  })
  execFileSync('objcopy', [...options, stub, out])
  return out
}

function buildDisk(folder: string, kernel: string): string {
  const initrd = buildInitrd(folder, kernel, modules, init)
  writeFileSync(initrd, Buffer.concat([readFileSync(initrd), agentArchive(folder)]))
  const partition = buildBootPartition(folder, { startSector: partitionStart, mebibytes, kernel, initrd, append: parameters })
  execFileSync('mmd', ['-i', partition, '::EFI', '::EFI/BOOT'])
  execFileSync('mcopy', ['-i', partition, unifiedKernel(folder, kernel, initrd), '::EFI/BOOT/BOOTX64.EFI'])
  const disk = join(folder, 'disk.raw')
  writeFileSync(disk, bootRecord([{ type: 0xef, startSector: partitionStart, sectors: (mebibytes * 2 ** 20) / sectorBytes }]))
  truncateSync(disk, partitionStart * sectorBytes + mebibytes * 2 ** 20)
  const out = openSync(disk, 'r+')
  writeSync(out, readFileSync(partition), 0, undefined, partitionStart * sectorBytes)
  closeSync(out)
  return disk
}

/** What this machine lacks to make the guest; undefined: nothing. */
export function agentLinuxLacks(): string | undefined {
  if (!existsSync(agent)) return 'the package qemu-guest-agent is not installed'
  if (!existsSync(stub)) return 'the package systemd-boot-efi is not installed'
  return undefined
}

/** Path of the disk image (raw, read only for its users: copy or import it). */
export function agentLinuxDisk(): string {
  const kernel = kernelVersion()
  const version = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .update(readFileSync(join(import.meta.dirname, 'boot-parts.ts')))
    .update(readFileSync(agent))
    .update(kernel)
    .digest('hex')
    .slice(0, 12)
  const wanted = join(cache, `${basename(import.meta.filename, '.ts')}-${version}.raw`)
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

/** A disk with an empty ext4 file system, for a guest's second drive. Answers its path. */
export function dataDisk(folder: string): string {
  const path = join(folder, 'data.raw')
  writeFileSync(path, '')
  truncateSync(path, 16 * 2 ** 20)
  execFileSync('/sbin/mkfs.ext4', ['-q', '-F', path])
  return path
}
