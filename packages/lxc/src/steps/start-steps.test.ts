import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GuestIndex } from '@quorate/guest'
import { failAtEach, fakeHost, FakeRootedFiles, MemoryStore } from '@quorate/testing'
import type { ContainerPlan, MountPlan } from '../plan/container-plan.ts'
import { ContainerRuntime } from '../runtime/container-runtime.ts'
import { lxcPath } from '../runtime/lxc-paths.ts'
import type { LxcServices } from '../services.ts'
import type { StartContext } from './start-context.ts'
import { startSteps } from './start-steps.ts'

const guest = '/fake/var/lib/lxc/100'

function mount(key: string, source: string, target: string): MountPlan {
  return {
    key,
    source,
    volume: source.includes(':'),
    target,
    readOnly: false,
    options: [],
    acl: undefined,
    quota: false,
    keepAttributes: false,
  }
}

/** A plan with one of everything that has to be taken away again. */
const plan = {
  config: 'lxc.uts.name = a\n',
  seccomp: '2\n',
  idMap: { uid: [{ inside: 0, outside: 100_000, count: 65_536 }], gid: [{ inside: 0, outside: 100_000, count: 65_536 }] },
  mounts: [mount('rootfs', 'local:100/vm-100-disk-0.raw', '/'), mount('mp0', '/srv/data', '/srv')],
  nics: [
    {
      key: 'net0',
      index: 0,
      name: 'eth0',
      hostName: 'veth100i0',
      peerName: 'vp100i0',
      mac: 'BC:24:11:00:00:01',
      bridge: 'vmbr0',
      linkDown: false,
    },
    {
      key: 'net1',
      index: 1,
      name: 'eth1',
      hostName: 'veth100i1',
      peerName: 'vp100i1',
      mac: 'BC:24:11:00:00:02',
      bridge: 'vmbr0',
      linkDown: true,
    },
  ],
  devices: [{ key: 'dev0', path: '/dev/ttyUSB0', kind: 'c', major: 188, minor: 0, mode: 0o660, uid: 0, gid: 0, readOnly: false }],
  cgroup: {},
  logLevel: 'WARN',
  warnings: [],
} as unknown as ContainerPlan

function arrange() {
  const host = fakeHost()
  const { programs, processes, files, links, mounts, roots } = host
  links.addBridge('vmbr0', 1500)
  files.put('/fake/run/lxc/.keep', '')
  files.put('/srv/data/file', '')
  const root = new FakeRootedFiles()
  root.put('/srv/file', '')
  root.put('/etc/hostname', 'b\n')
  roots.set(guest, new FakeRootedFiles())
  roots.set(`${guest}/rootfs`, root)
  programs.script('lxc-start', args => {
    const pid = processes.spawn([`[lxc monitor] ${lxcPath(host.root)} 100`])
    processes.spawn(['/sbin/init'], { parent: pid })
    files.put(args[args.indexOf('-p') + 1] as string, String(pid))
  })
  const active = new Set<string>()
  const storage = {
    activate: async (ids: string[]) => ids.forEach(id => active.add(id)),
    deactivate: async (ids: string[]) => ids.forEach(id => active.delete(id)),
    exists: async () => true,
    resolve: async () => ({ path: '/fake/var/lib/vz/images/100/vm-100-disk-0.raw', kind: 'file', format: 'raw', base: false }),
  }
  const store = new MemoryStore({ 'nodes/pve/lxc/100.conf': 'hostname: a\nrootfs: local:100/vm-100-disk-0.raw\n' })
  const states: unknown[] = []
  const hub = { publish: (values: readonly unknown[]) => states.push(...values), values: () => new Map() }
  const services = {
    host,
    storage,
    store,
    hub,
    guests: new GuestIndex(store),
    runtime: new ContainerRuntime(host),
  } as unknown as LxcServices
  const task = {
    upid: 'UPID:pve:00000001:00000001:00000001:vzstart:100:root@pam:',
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
    config: { hostname: 'a', ostype: 'unmanaged' },
    plan,
    volumes: ['local:100/vm-100-disk-0.raw'],
    cpus: '0',
  } as unknown as StartContext
  const snapshot = () => ({
    // LXC's config stays for people to look at.
    files: [...files.entries.keys()].filter(path => files.entries.get(path)?.kind === 'file' && path !== `${guest}/config`),
    links: [...links.links.keys()],
    mounts: mounts.mounts.map(one => one.mountPoint),
    pids: Array.from({ length: 50 }, (_, at) => 1000 + at).filter(pid => processes.alive(pid)).length,
    active: [...active],
  })
  return { steps: startSteps, context, snapshot }
}

test('a start that fails at any step leaves no process, card, mount, file or active volume behind', async () => {
  await failAtEach(arrange)
})

test('of steps at the same time that which succeeded is undone when another fails', async () => {
  const { steps, context, snapshot } = arrange()
  const host = context.services.host as ReturnType<typeof fakeHost>
  const before = snapshot()
  const preparing = steps.find(({ name }) => name.startsWith('prepare'))
  host.mounts.mountNodes = async () => {
    throw new Error('no nodes')
  }
  await assert.rejects(async () => preparing?.run(context), { message: 'no nodes' })
  assert.deepEqual(snapshot(), before)
})

test('a container whose first program ends at once is told with the reason', async () => {
  const { context, steps } = arrange()
  const host = context.services.host as ReturnType<typeof fakeHost>
  host.programs.script('lxc-start', args => {
    host.files.put(
      args[args.indexOf('-o') + 1] as string,
      'lxc-start 100 20260101 ERROR    start - ../src/lxc/start.c:start:2197 - Permission denied - Failed to exec "/sbin/init"\n',
    )
    return { code: 1, stderr: 'lxc-start: failed' }
  })
  const step = steps.find(({ name }) => name === 'run LXC')
  await assert.rejects(
    async () => step?.run(context),
    /did not start: the container has no first program that can be run: \/sbin\/init \(Permission denied\)/,
  )
})
