/**
 * A virtual machine whose kernel has ZFS, for tests of what the kernel beneath them cannot do. It sees this machine's
 * own file system, read-only, with ZFS' programs laid over it and memory to write to; so whatever runs here runs there.
 * The modules have to be built first, once for each kernel: `tests/guests/build-zfs.ts`.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, openSync, closeSync, ftruncateSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { buildInitrd, kernelVersion } from './boot-parts.ts'

const checkout = dirname(dirname(import.meta.dirname))
const kept = '/var/cache/quorate-tests'
const virtiofsd = '/usr/lib/qemu/virtiofsd'
const poolBytes = 4 * 2 ** 30

/** Modules in the order in which they are loaded. */
export const zfsModules = ['spl', 'zavl', 'znvpair', 'zcommon', 'zunicode', 'zlua', 'icp', 'zzstd', 'zfs']

/** Where modules and programs are, or are to be. */
export function zfsFolder(): string {
  return join(existsSync(kept) ? kept : join(checkout, '.cache/test-guests'), `zfs-${kernelVersion()}`)
}

/** Why there can be no such machine; undefined: there can. */
export function whyNoZfs(): string | undefined {
  if (!existsSync(virtiofsd)) return `there is no ${virtiofsd}`
  if (!existsSync('/lib/systemd/systemd-udevd')) return 'there is no udev'
  if (existsSync(join(zfsFolder(), 'complete'))) return undefined
  return 'the ZFS modules are not built: run tests/guests/build-zfs.ts once (some minutes)'
}

const init = (folder: string, job: string) => `#!/bin/sh
export PATH=/bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
while read m; do insmod /modules/$m; done < /modules/list
mkdir /host /over /all
mount -t virtiofs -o ro host /host
for m in ${zfsModules.join(' ')}; do insmod /host${folder}/modules/$m.ko; done
mount -t tmpfs -o size=1g over /over; mkdir /over/up /over/work; cp -a /host${folder}/root /over/zfs
mount -t overlay -o lowerdir=/over/zfs:/host,upperdir=/over/up,workdir=/over/work all /all
for at in dev proc sys; do mount --move /$at /all/$at; done
mount -t tmpfs run /all/run; mkdir -p /all/dev/pts /all/dev/shm; mount -t tmpfs shm /all/dev/shm
ip link set lo up
exec switch_root /all /bin/sh ${job} > /all/dev/ttyS0 2>&1
`

const job = (command: string) => `export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
(
/lib/systemd/systemd-udevd --daemon
udevadm trigger --action=add --subsystem-match=block; udevadm settle
zpool create -f tank /dev/vda || exit 90
zfs create tank/data || exit 91
cd ${checkout} || exit 92
${command}
)
echo "JOB-ENDED $?"
sync; echo o > /proc/sysrq-trigger; sleep 60
`

export interface MachineAnswer {
  /** Exit code of the command; undefined: it did not end. */
  readonly code: number | undefined
  /** All that the machine printed. */
  readonly output: string
}

function qemuArguments(files: { kernel: string; initrd: string; log: string; disk: string; socket: string }): string[] {
  return [
    ['-M', 'q35,memory-backend=mem', '-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', '3G'],
    ['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-object', 'memory-backend-memfd,id=mem,size=3G,share=on'],
    ['-kernel', `/boot/vmlinuz-${files.kernel}`, '-initrd', files.initrd],
    ['-append', 'console=ttyS0 quiet panic=-1 mitigations=off no_timer_check', '-serial', `file:${files.log}`],
    ['-drive', `file=${files.disk},if=none,id=pool,format=raw,cache=unsafe`, '-device', 'virtio-blk-pci,drive=pool'],
    ['-chardev', `socket,id=fs,path=${files.socket}`, '-device', 'vhost-user-fs-pci,chardev=fs,tag=host'],
  ].flat()
}

/** Runs a command line in such a machine, with an empty pool `tank` and the dataset `tank/data`. */
export async function runWithZfs(command: string, limitMs: number): Promise<MachineAnswer> {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-zfs-'))
  const [socket, disk, script, log] = ['fs.sock', 'disk', 'job', 'log'].map(name => join(folder, name)) as [string, string, string, string]
  const children: ReturnType<typeof spawn>[] = []
  const start = (program: string, args: string[]) => {
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...args], { stdio: 'ignore' })
    children.push(child)
    return child
  }
  try {
    const kernel = kernelVersion()
    writeFileSync(script, job(command))
    const initrd = buildInitrd(folder, kernel, ['virtio_pci', 'virtio_blk', 'virtiofs', 'overlay'], init(zfsFolder(), script))
    const file = openSync(disk, 'wx')
    ftruncateSync(file, poolBytes)
    closeSync(file)
    start(virtiofsd, [
      `--socket-path=${socket}`,
      '-o',
      'source=/',
      '-o',
      'sandbox=chroot',
      '-o',
      'cache=always',
      '-o',
      'no_posix_lock',
      '-o',
      'readdirplus',
    ])
    while (!existsSync(socket)) await delay(20)
    const qemu = start('qemu-system-x86_64', qemuArguments({ kernel, initrd, log, disk, socket }))
    const ended = new Promise(resolve => qemu.once('exit', resolve))
    await Promise.race([ended, delay(limitMs, undefined, { ref: false })])
    const output = existsSync(log) ? readFileSync(log, 'utf8').replaceAll('\r', '') : ''
    const code = /^JOB-ENDED (\d+)$/m.exec(output)?.[1]
    return { code: code === undefined ? undefined : Number(code), output }
  } finally {
    for (const child of children) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}
