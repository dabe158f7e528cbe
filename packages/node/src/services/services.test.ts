import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call, TaskHandle, TaskWork } from '@quorate/contract'
import { fakeHost, type FakeHost } from '@quorate/testing'
import { servicesApi } from '../services.api.ts'
import type { OwnProcess } from './own-services.ts'
import type { ServiceRow } from './service-row.ts'

const supervisor = 900

function withSystemd(host: FakeHost, units: Readonly<Record<string, string>>): void {
  void host.files.makeDirectory('/run/systemd/system')
  host.programs.script('systemctl', args => {
    if (args[0] !== 'show') return ''
    const names = args.slice(args.indexOf('--') + 1)
    const absent = (name: string) =>
      `Id=${name}\nDescription=${name}\nLoadState=not-found\nActiveState=inactive\nSubState=dead\nUnitFileState=`
    return `${names.map(name => (units[name] ? `Id=${name}\n${units[name]}` : absent(name))).join('\n\n')}\n`
  })
}

function nodeWith(host: FakeHost) {
  for (const name of ['store', 'runner', 'daemon', 'agent', 'proxy']) host.processes.spawn([`quorate-${name}    `], { parent: supervisor })
  const restarted: OwnProcess[] = []
  const restart = (process: OwnProcess) => {
    restarted.push(process)
    const old = host.processes.children(supervisor).find(pid => host.processes.commandLine(pid)?.[0]?.startsWith(`quorate-${process}`))
    if (old !== undefined) host.processes.end(old)
    setTimeout(() => host.processes.spawn([`quorate-${process}`], { parent: supervisor }), 20)
  }
  const api = servicesApi({ host, supervisor, restart, lxcfsRuns: async () => true })
  const run = async (ending: string, service?: string): Promise<unknown> => {
    const { handler } = api.find(({ spec }) => spec.path.endsWith(ending)) ?? assert.fail(ending)
    return await handler({} as Call, { node: 'pve', service } as never)
  }
  return { restarted, run }
}

async function logOf(work: unknown): Promise<string[]> {
  const lines: string[] = []
  await (work as TaskWork)({ log: (line: string) => lines.push(line) } as unknown as TaskHandle)
  return lines
}

const ssh = 'Description=OpenBSD Secure Shell server\nLoadState=loaded\nActiveState=active\nSubState=running\nUnitFileState=enabled'

test('own processes and units of systemd are listed as they are, and what is not there as not found', async () => {
  const host = fakeHost({ root: '/' })
  withSystemd(host, { 'ssh.service': ssh, 'chronyd.service': ssh.replace('enabled', '') })
  const rows = (await nodeWith(host).run('/services')) as ServiceRow[]
  const row = (service: string) => rows.find(one => one.service === service)
  assert.deepEqual(row('sshd'), {
    service: 'sshd',
    name: 'ssh',
    desc: 'OpenBSD Secure Shell server',
    state: 'running',
    'active-state': 'active',
    'unit-state': 'enabled',
  })
  assert.equal(row('chrony')?.['unit-state'], 'unknown')
  assert.equal(row('pveproxy')?.state, 'running')
  assert.equal(row('lxcfs')?.state, 'running')
  assert.equal(row('postfix')?.['unit-state'], 'not-found')
  assert.equal(row('pve-ha-lrm')?.['unit-state'], 'not-found')
  assert.equal(rows.length, 23)
})

test('a process that is away for a moment is one that comes again', async () => {
  const host = fakeHost()
  const node = nodeWith(host)
  const proxy = host.processes.children(supervisor).at(-1) ?? assert.fail('no proxy')
  host.processes.end(proxy)
  assert.equal(((await node.run('/state', 'pveproxy')) as ServiceRow).state, 'auto-restart')
})

test('without systemd only the own processes are known', async () => {
  const host = fakeHost({ root: '/' })
  const node = nodeWith(host)
  assert.equal(((await node.run('/state', 'sshd')) as ServiceRow)['unit-state'], 'not-found')
  await assert.rejects(node.run('/restart', 'sshd'), /cannot restart sshd: systemd does not run this machine/)
  assert.deepEqual(host.programs.calls, [])
})

test('a unit is acted on by the name that it has; a trial root acts on none', async () => {
  const host = fakeHost({ root: '/' })
  withSystemd(host, { 'ssh.service': ssh })
  const node = nodeWith(host)
  assert.deepEqual(await logOf(await node.run('/reload', 'sshd')), ['reload sshd: done'])
  assert.equal(host.programs.callsOf('systemctl').at(-1), 'reload -- ssh.service')
  await assert.rejects(node.run('/start', 'postfix'), /cannot start postfix: it is not installed on this node/)
  const trial = fakeHost()
  withSystemd(trial, { 'ssh.service': ssh })
  await assert.rejects(nodeWith(trial).run('/stop', 'sshd'), /this is a trial root \(\/fake\)/)
  assert.deepEqual(trial.programs.calls, [])
})

test('a process of the product is restarted through its supervisor, and never stopped alone', async () => {
  const node = nodeWith(fakeHost())
  const lines = await logOf(await node.run('/restart', 'pveproxy'))
  assert.match(lines.at(-1) ?? '', /^pveproxy runs as process \d+$/)
  assert.deepEqual(node.restarted, ['proxy'])
  await assert.rejects(node.run('/stop', 'pveproxy'), /ends as a whole/)
  await assert.rejects(node.run('/restart', 'qmeventd'), /it is the process that runs tasks/)
  assert.deepEqual(await logOf(await node.run('/start', 'pvedaemon')), ['pvedaemon is a process of the product and runs already'])
})
