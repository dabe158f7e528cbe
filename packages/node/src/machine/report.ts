import type { ConfigReader } from '@quorate/cluster'
import type { Call } from '@quorate/contract'
import { guestPath, type GuestIndex } from '@quorate/guest'
import { readUptime, type Host } from '@quorate/host'
import { describeDuration, failureText } from '@quorate/schema'
import { apiVersion } from '../version.ts'

export interface ReportParts {
  readonly host: Host
  readonly store: Pick<ConfigReader, 'read'>
  readonly guests: Pick<GuestIndex, 'all'>
  readonly build: string
}

interface Section {
  readonly title: string
  readonly text: () => string | Promise<string>
}

const timeoutMs = 10_000
const packages = [
  'qemu-system-x86',
  'qemu-utils',
  'ovmf',
  'swtpm',
  'lxc',
  'lxcfs',
  'zfsutils-linux',
  'btrfs-progs',
  'lvm2',
  'smartmontools',
]

/** Passwords that a config holds, also as a hash, are nobody's business. */
function withoutSecrets(text: string): string {
  return text.replaceAll(/^(\s*(?:cipassword|password)[: ]\s*)\S.*$/gm, '$1**********')
}

/** Everything that helps somebody who was asked for help: the machine, the versions and what of the config the caller may see. */
export async function nodeReport({ host, store, guests, build }: ReportParts, call: Pick<Call, 'may'>): Promise<string> {
  const { node } = host.root
  const run = (program: string, ...args: string[]): Section => ({
    title: [program, ...args].join(' '),
    text: async () => (await host.exec(program, args, { timeoutMs, okCodes: [0, 1] })).stdout,
  })
  const machineFile = (path: string): Section => ({ title: path, text: async () => (await host.files.readIfThere(path)) ?? '(not there)' })
  const config = (path: string): Section => ({ title: path, text: () => withoutSecrets(store.read(path)?.text ?? '(not there)') })
  const whole = call.may('/', 'Sys.Audit')
  const visible = [...guests.all().values()].filter(guest => guest.node === node && call.may(`/vms/${guest.vmid}`, 'VM.Audit'))
  const sections: Section[] = [
    {
      title: 'node',
      text: () =>
        [
          `name: ${node}`,
          `version: ${apiVersion.version} (${build})`,
          `root: ${host.root.path}${host.root.trial ? ' (trial)' : ''}`,
          `time: ${new Date(host.now()).toISOString()}`,
          `up for: ${describeDuration(readUptime())}`,
        ].join('\n'),
    },
    run('uname', '-a'),
    machineFile('/etc/os-release'),
    machineFile('/proc/cmdline'),
    machineFile('/proc/loadavg'),
    machineFile('/proc/meminfo'),
    run('lscpu'),
    run('dpkg-query', '--show', '--showformat=${Package} ${Version} ${db:Status-Status}\\n', ...packages),
    machineFile('/etc/hosts'),
    machineFile('/etc/resolv.conf'),
    machineFile('/etc/network/interfaces'),
    run('ip', '-details', 'address'),
    run('ip', '-4', 'route'),
    run('ip', '-6', 'route'),
    run('lsblk', '--ascii', '--output', 'NAME,TYPE,SIZE,ROTA,PHY-SEC,FSTYPE,MODEL,TRAN,MOUNTPOINTS'),
    run('df', '--human-readable', '--print-type'),
    run('lspci', '-nnk'),
    ...(whole ? [config('datacenter.cfg'), config('storage.cfg'), config(`nodes/${node}/config`)] : []),
    ...visible.map(guest => config(guestPath(guest))),
  ]
  const told = await Promise.all(sections.map(async section => `==== ${section.title} ====\n${await textOf(section)}\n`))
  return told.join('\n')
}

/** What cannot be found out is told in its place. */
async function textOf({ text }: Section): Promise<string> {
  try {
    return (await text()).trimEnd()
  } catch (error) {
    return failureText(error)
  }
}
