import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GuestIndex } from '@quorate/guest'
import { failAtEach, fakeHost, MemoryStore } from '@quorate/testing'
import type { VmPlan } from '../plan/vm-plan.ts'
import { GuestRuntime } from '../runtime/guest-runtime.ts'
import type { QemuServices } from '../services.ts'
import type { StartContext } from './start-context.ts'
import { startSteps } from './start-steps.ts'

const run = '/fake/run/qemu-server'

/** A plan with one of everything that has to be taken away again. */
const plan = {
  argv: ['/usr/bin/qemu-system-x86_64', '-pidfile', `${run}/100.pid`],
  sockets: { qmp: `${run}/100.qmp`, events: `${run}/100.event`, serials: {}, pidfile: `${run}/100.pid`, tpm: `${run}/100.swtpm` },
  nics: [{ key: 'net0', mac: 'BC:24:11:00:00:01', tap: 'tap100i0', bridge: 'vmbr0', queues: 1, linkDown: false, firewall: false }],
  disks: [],
  tpm: { file: 'local:100/tpm.raw', version: '2.0', socket: `${run}/100.swtpm` },
  copies: [{ from: '/usr/share/OVMF/OVMF_VARS_4M.fd', to: `${run}/100.efivars` }],
  hostDevices: [
    { key: 'hostpci0', address: '0000:01:00.0', driver: 'vfio', mediated: undefined, rom: undefined },
    { key: 'hostpci0', address: '0000:01:00.1', driver: 'vfio', mediated: undefined, rom: undefined },
    { key: 'hostpci1', address: '0000:02:00.0', driver: 'keep', mediated: { type: 'i915-a', uuid: 'u-1' }, rom: undefined },
    { key: 'hostpci2', address: '0000:03:00.4', driver: 'keep', mediated: { type: 'nvidia-7', uuid: undefined }, rom: undefined },
  ],
  sharedFolders: [
    {
      key: 'virtiofs0',
      tag: 'data',
      folder: '/srv/data',
      socket: `${run}/100.virtiofs0.sock`,
      cache: 'auto',
      directIo: false,
      attributes: true,
      acl: false,
    },
    {
      key: 'virtiofs1',
      tag: 'more',
      folder: '/srv/more',
      socket: `${run}/100.virtiofs1.sock`,
      cache: 'never',
      directIo: true,
      attributes: false,
      acl: false,
    },
  ],
  cgroup: { limit: 1, weight: 100, affinity: undefined },
  memory: {},
  machine: 'pc-i440fx-7.2',
  warnings: [],
} as unknown as VmPlan

function arrange() {
  const host = fakeHost()
  const { programs, processes, files, links, cgroups, kernel } = host
  links.addBridge('vmbr0')
  files.put('/fake/var/lib/vz/tpm.raw', 'state')
  files.put(`${run}/.keep`, '')
  files.put('/fake/var/lib/vz/100/vm-100-cloudinit.raw', 'a former image')
  programs.script('genisoimage', args => files.put(args.at(-2) as string, 'image'))
  programs.script('qemu-img', args => {
    if (args[0] === 'convert') files.put(args.at(-1) as string, 'image')
  })
  programs.script('cp', args => files.put(args.at(-1) as string, 'vars'))
  const daemon = (name: string, pidfile: (args: readonly string[]) => string) =>
    programs.script(name, args => files.put(pidfile(args), String(processes.spawn([name, ...args]))))
  daemon('swtpm', args => (args.find(arg => arg.startsWith('file=')) as string).slice('file='.length))
  daemon('qemu-system-x86_64', args => args[1] as string)
  kernel.addPci('0000:01:00.0', { id: '10de:1b80', group: 1, driver: 'nouveau' })
  kernel.addPci('0000:01:00.1', { id: '10de:10f0', class: '0x040300', group: 1 })
  kernel.addPci('0000:02:00.0', { id: '8086:5916', group: 2, driver: 'i915', mediated: { 'i915-a': 1 } })
  kernel.addPci('0000:03:00.4', { id: '10de:27b8', group: 3, driver: 'nvidia', vgpuTypes: { 7: 'L4-1B' } })
  programs.script('modprobe', ([name]) => kernel.addDriver(name as string))
  for (const path of ['/usr/lib/qemu/virtiofsd', '/srv/data/file', '/srv/more/file']) files.put(path, '')
  programs.script('start-stop-daemon', args => {
    const socket = (args.find(arg => arg.startsWith('--socket-path=')) as string).slice('--socket-path='.length)
    files.put(args[args.indexOf('--pidfile') + 1] as string, String(processes.spawn(args.slice(args.indexOf('--startas') + 1))))
    files.put(socket, '')
  })
  const active = new Set<string>()
  const storage = {
    activate: async (ids: string[]) => ids.forEach(id => active.add(id)),
    deactivate: async (ids: string[]) => ids.forEach(id => active.delete(id)),
    activateStorage: async () => undefined,
    exists: async () => true,
    resolve: async (volid: string) =>
      volid.includes('cloudinit')
        ? { path: '/fake/var/lib/vz/100/vm-100-cloudinit.raw', kind: 'file', format: 'raw', storage: 'local', name: 'vm-100-cloudinit.raw' }
        : { path: '/fake/var/lib/vz/tpm.raw' },
  }
  const store = new MemoryStore({
    'nodes/pve/qemu-server/100.conf': 'name: a\nide2: local:100/vm-100-cloudinit.raw,media=cdrom\n',
  })
  const states: unknown[] = []
  const hub = { publish: (values: readonly unknown[]) => states.push(...values), values: () => new Map() }
  const hostFacts = async (bridges: readonly string[]) => ({ bridgeMtu: new Map(bridges.map(bridge => [bridge, 1500])) })
  const guests = new GuestIndex(store)
  const services = { host, hostFacts, storage, store, hub, guests, runtime: new GuestRuntime(host) } as unknown as QemuServices
  const task = {
    upid: 'UPID:pve:00000001:00000001:00000001:qmstart:100:root@pam:',
    authid: 'root@pam',
    signal: new AbortController().signal,
    log: () => undefined,
    warn: (line: string) => assert.fail(line),
    undo: async () => ({ settle: async () => undefined }),
  }
  const context = {
    services,
    task,
    vmid: 100,
    plan,
    volumes: ['local:100/a.qcow2'],
    qemu: '7.2',
    timeoutMs: 1000,
  } as unknown as StartContext
  const pids = () => Array.from({ length: 50 }, (_, at) => 1000 + at).filter(pid => processes.alive(pid))
  const snapshot = () => ({
    files: [...files.entries.keys()].filter(path => files.entries.get(path)?.kind === 'file'),
    links: [...links.links.keys()],
    kernel: [...kernel.links, ...kernel.texts]
      .filter(([path]) => !path.startsWith('bus/pci/drivers/vfio-pci'))
      .map(([path, text]) => `${path} ${text}`)
      .toSorted(),
    pids: pids().length,
    active: [...active],
    groups: [...cgroups.groups.values()].filter(group => [...group.pids].some(pid => processes.alive(pid))).length,
  })
  return { steps: startSteps, context, snapshot }
}

test('a start that fails at any step leaves no process, tap, file or active volume behind', async () => {
  await failAtEach(arrange)
})

test('QEMU that ends right after its start is told with the reason', async () => {
  const { context } = arrange()
  const host = context.services.host as ReturnType<typeof fakeHost>
  host.programs.script('qemu-system-x86_64', () => ({ code: 1, stderr: 'qemu: could not open disk' }))
  const step = startSteps.find(({ name }) => name === 'run QEMU')
  await assert.rejects(
    async () => step?.run(context),
    (error: Error) => /could not open disk/.test(String((error.cause as Error).message)),
  )
})
