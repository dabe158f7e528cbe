/** Programs in a real container, run by the real task engine. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Call } from '@quorate/contract'
import { TaskEngine, taskPaths } from '@quorate/tasks'
import { lxcProgramsApi } from '../api/programs.api.ts'
import type { LxcServices } from '../services.ts'
import { cannotRun, HandMadeContainer } from '../testing/hand-made-container.ts'
import { endProgram } from './end-program.ts'
import { forgetPrograms } from './forget-programs.ts'
import { programFile, programsFolder } from './program-record.ts'
import { programUndoActions } from './undo-actions.ts'

const skip = cannotRun()
const vmid = 100

/** What the API answers about a program. */
interface Status {
  readonly exited: boolean
  readonly exitcode?: number
  readonly signal?: number
  readonly 'out-data'?: string
  readonly 'err-data'?: string
  readonly 'out-truncated'?: boolean
  readonly 'out-next'?: number
}

class Trial {
  readonly container: HandMadeContainer
  readonly engine: TaskEngine
  readonly #api: ReturnType<typeof lxcProgramsApi>

  constructor(container: HandMadeContainer) {
    this.container = container
    const { host, runtime } = container
    const engine = new TaskEngine({ root: host.root, notice: text => assert.fail(text) })
    for (const [name, action] of Object.entries(programUndoActions({ host }))) engine.registerUndo(name, action)
    this.engine = engine
    const services = {
      host,
      runtime,
      guests: { require: () => undefined },
      beginTask: (call: Call, type: string, id: string, work: Parameters<TaskEngine['start']>[0]['work']) => {
        const upid = engine.start({ type, id, authid: call.caller.authid, work })
        return { upid, ended: engine.ended(upid) }
      },
    }
    this.#api = lxcProgramsApi(services as unknown as LxcServices)
  }

  async #call(method: string, parameters: unknown, userid: string): Promise<unknown> {
    const found = this.#api.find(({ spec }) => spec.path.endsWith(method))
    const call = { caller: { authid: userid, userid, root: userid === 'root@pam', address: '' } }
    return await found?.handler(call as Call, parameters as never)
  }

  async exec(command: readonly string[], more: Readonly<Record<string, unknown>> = {}, userid = 'ann@pve'): Promise<number> {
    return ((await this.#call('/exec', { vmid, command, ...more }, userid)) as { pid: number }).pid
  }

  async status(pid: number, more: Readonly<Record<string, unknown>> = {}, userid = 'ann@pve'): Promise<Status> {
    return (await this.#call('/exec-status', { vmid, pid, ...more }, userid)) as Status
  }

  async ended(pid: number): Promise<Status> {
    for (;;) {
      const status = await this.status(pid)
      if (status.exited && this.engine.active().length === 0) return status
      await delay(20)
    }
  }

  async run(command: readonly string[], more: Readonly<Record<string, unknown>> = {}): Promise<Status> {
    return await this.ended(await this.exec(command, more))
  }

  /** Processes of the container whose arguments hold the text. */
  inside(text: string): string[] {
    return execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
      .split('\n')
      .filter(line => line.includes(text) && !line.includes('lxc-attach'))
  }
}

let trial: Trial
before(async () => {
  if (!skip) trial = new Trial(await HandMadeContainer.start())
})
after(async () => {
  await trial?.engine.close()
  await trial?.container[Symbol.asyncDispose]()
})

test('a program’s outputs and its exit code are those of its end', { skip }, async () => {
  const status = await trial.run(['sh', '-c', 'cat; echo wrong >&2; exit 3'], { 'input-data': 'grüße\n' })
  assert.deepEqual(status, { exited: true, exitcode: 3, 'out-data': 'grüße\n', 'err-data': 'wrong\n' })
  assert.deepEqual(await trial.run(['true']), { exited: true, exitcode: 0 })
  assert.equal((await trial.run(['/no/such'])).exitcode, 127)
  assert.deepEqual(await trial.run(['sh', '-c', 'echo again > /dev/stderr']), { exited: true, exitcode: 0, 'err-data': 'again\n' })
})

/** Namespaces, capabilities, filter of system calls and control groups of a program and of the first one are the same. */
async function checkConfinement(own: Trial): Promise<void> {
  const script = 'cat /proc/self/status; ls /proc/$$/fd; hostname; read x'
  const pid = await own.exec(['sh', '-c', `${script} < /tmp/go`])
  const { initPid } = await own.container.runtime.require(vmid)
  const program = async (): Promise<number> => {
    const found = own.container.host.processes.inGroup(pid).filter(one => one !== pid && existsSync(`/proc/${one}/ns/mnt`))
    const same = found.find(one => readlinkSync(`/proc/${one}/ns/mnt`) === readlinkSync(`/proc/${initPid}/ns/mnt`))
    return same ?? (await delay(10), await program())
  }
  const inside = await program()
  for (const space of ['mnt', 'pid', 'net', 'ipc', 'uts', 'user', 'cgroup'])
    assert.equal(readlinkSync(`/proc/${inside}/ns/${space}`), readlinkSync(`/proc/${initPid}/ns/${space}`), space)
  const groups = (of: number) => readFileSync(`/proc/${of}/cgroup`, 'utf8').replaceAll('/.lxc', '')
  assert.equal(groups(inside), groups(initPid))
  writeFileSync(`${own.container.rootfs}/tmp/go`, '\n')
  const { 'out-data': out = '' } = await own.ended(pid)
  const first = readFileSync(`/proc/${initPid}/status`, 'utf8')
  for (const line of first.match(/^(Cap\w+|Seccomp|NoNewPrivs):.*$/gm) ?? []) assert.ok(out.includes(`${line}\n`), `${line} of ${out}`)
  assert.match(out, /\n0\n1\n2\nct\n$/)
}

test('it has what the first program of the container has, and nothing of the host', { skip }, async () => {
  execFileSync('mkfifo', [`${trial.container.rootfs}/tmp/go`])
  await checkConfinement(trial)
})

test('in a privileged container it has no more than the first program either', { skip }, async () => {
  const policy = join(mkdtempSync(join(tmpdir(), 'quorate-policy-')), 'seccomp')
  writeFileSync(policy, '2\ndenylist\n[all]\nkexec_load errno 1\n')
  const config = ['lxc.cap.drop = mac_admin sys_module sys_rawio sys_time', `lxc.seccomp.profile = ${policy}`]
  await using container = await HandMadeContainer.start({ privileged: true, config })
  const privileged = new Trial(container)
  execFileSync('mkfifo', [`${container.rootfs}/tmp/go`])
  await checkConfinement(privileged)
  rmSync(dirname(policy), { recursive: true })
})

test('its environment is what a login and the caller say, which nobody else on the machine can read', { skip }, async () => {
  const pid = await trial.exec(['sh', '-c', 'env; sleep 0.3'], { env: ['KEY=hunter "2"', 'USER=me'], user: 'bob' })
  const [line, surroundings] = ['cmdline', 'environ'].map(file => readFileSync(`/proc/${pid}/${file}`, 'utf8'))
  assert.ok(!`${line}${surroundings}`.includes('hunter'))
  const { 'out-data': out = '' } = await trial.ended(pid)
  const lines = out.trim().split('\n')
  for (const expected of ['KEY=hunter "2"', 'USER=me', 'LOGNAME=bob', 'HOME=/home/bob']) assert.ok(lines.includes(expected), out)
  assert.ok(!/QUORATE|NODE_/.test(out))
  assert.deepEqual(globSync(`${programsFolder(trial.container.host.root)}/**/*.conf`), [])
})

test('it runs as a user of the container', { skip }, async () => {
  assert.match((await trial.run(['id'], { user: 'bob' }))['out-data'] ?? '', /^uid=1000\(bob\) gid=1001\(bob\)/)
  assert.match((await trial.run(['id'], { user: '77' }))['out-data'] ?? '', /^uid=77 gid=77/)
  await assert.rejects(trial.exec(['id'], { user: 'ann' }), /the container has no user 'ann'/)
})

test('of a long output the beginning is kept, and the program goes on to its end', { skip }, async () => {
  const status = await trial.run(['sh', '-c', 'yes | head -c 9000000; echo end >&2'])
  assert.deepEqual([status['out-data']?.length, status['out-truncated'], status['err-data']], [8 << 20, true, 'end\n'])
})

test('what was written so far can be asked for while it runs, in whole characters', { skip }, async () => {
  const pid = await trial.exec(['sh', '-c', "printf 'a\\303'; read x < /tmp/go; printf '\\274b'"])
  const until = async (length: number) => {
    for (;;) {
      const status = await trial.status(pid, { 'out-offset': 0 })
      if (statSync(programFile(trial.container.host.root, vmid, pid, 'out')).size >= length) return status
      await delay(10)
    }
  }
  await until(2)
  assert.deepEqual(await trial.status(pid, { 'out-offset': 0 }), { exited: false, 'out-data': 'a', 'out-next': 1 })
  assert.deepEqual(await trial.status(pid), { exited: false })
  execFileSync('sh', ['-c', `echo > ${trial.container.rootfs}/tmp/go`])
  await trial.ended(pid)
  assert.deepEqual(await trial.status(pid, { 'out-offset': 1 }), { exited: true, exitcode: 0, 'out-data': 'üb', 'out-next': 4 })
})

test('after its time it is ended with all that it started, be it deaf or not', { skip }, async () => {
  const kind = await trial.run(['sh', '-c', 'sleep 4711 & sleep 4711'], { timeout: 1 })
  assert.deepEqual(kind, { exited: true, exitcode: 143 })
  const deaf = await trial.run(['sh', '-c', "trap '' TERM; while :; do sleep 4711; done"], { timeout: 1 })
  assert.deepEqual(deaf, { exited: true, exitcode: 137 })
  assert.deepEqual(trial.inside('sleep 4711'), [])
})

test('it is a task that tells the program and no argument, and that its owner may stop', { skip }, async () => {
  const pid = await trial.exec(['sleep', '4712'])
  const [task] = trial.engine.active()
  assert.deepEqual([task?.type, task?.id, task?.user], ['vzexec', '100', 'ann@pve'])
  trial.engine.stop(task?.upid ?? '', 'ann@pve')
  assert.deepEqual(await trial.ended(pid), { exited: true, exitcode: 143 })
  const text = readFileSync(taskPaths(trial.container.host.root).log(task?.upid ?? ''), 'utf8')
  assert.match(text, /"sleep" as root, with 1 argument/)
  assert.ok(!text.includes('4712'))
})

test('only who started it learns of it, and root', { skip }, async () => {
  const pid = await trial.exec(['echo', 'secret'])
  await trial.ended(pid)
  await assert.rejects(trial.status(pid, {}, 'joe@pve'), /CT 100 has no program \d+ that you started/)
  assert.equal((await trial.status(pid, {}, 'root@pam'))['out-data'], 'secret\n')
  await assert.rejects(trial.status(1), /no program 1/)
})

test('one whose runner was killed is ended by what the runner noted', { skip }, async () => {
  const pid = await trial.exec(['sh', '-c', "trap '' TERM; sleep 4713 & wait; sleep 4713"])
  const { host } = trial.container
  const startTicks = host.processes.startTicks(pid) ?? 0
  while (trial.inside('sleep 4713').length < 2) await delay(10)
  // As when its parent is killed: LXC's part goes first, and the program stays.
  process.kill(pid, 'SIGKILL')
  await host.processes.ended(pid)
  assert.ok(trial.inside('sleep 4713').length >= 2)
  await endProgram(host, { pid, startTicks })
  assert.deepEqual(trial.inside('sleep 4713'), [])
  assert.deepEqual(await trial.ended(pid), { exited: true, signal: 9 })
  await endProgram(host, { pid: process.pid, startTicks: 1 })
})

test('no more than sixteen run at once in a container', { skip }, async () => {
  const pids: number[] = []
  for (let at = 0; at < 16; at += 1) pids.push(await trial.exec(['sleep', '4714']))
  await assert.rejects(trial.exec(['true']), /16 programs that were started from outside run in CT 100 already/)
  for (const { upid } of trial.engine.active()) trial.engine.stop(upid, 'root@pam')
  for (const pid of pids) await trial.ended(pid)
  assert.equal((await trial.run(['true'])).exitcode, 0)
})

test('what refuses a request leaves nothing', { skip }, async () => {
  const files = () => readdirSync(programsFolder(trial.container.host.root), { recursive: true }).toSorted()
  const present = files()
  for (const bad of [[], [''], ['a\0b']]) await assert.rejects(trial.exec(bad), /no command given|Parameter verification failed/)
  await assert.rejects(trial.exec(['true'], { env: ['x'] }), /Parameter verification failed/)
  await assert.rejects(trial.exec(['true', 'x'.repeat(200_000)]), /cannot run lxc-attach/)
  assert.deepEqual(files(), present)
})

test('ended ones are forgotten after a while', { skip }, async (t: TestContext) => {
  const { host } = trial.container
  const pid = await trial.exec(['echo', 'old'])
  await trial.ended(pid)
  t.mock.method(host, 'now', () => Date.now() + 16 * 60_000)
  await forgetPrograms(host)
  await assert.rejects(trial.status(pid), /no program/)
  assert.deepEqual(readdirSync(`${programsFolder(host.root)}/100`), [])
})

test('with the container everything ends', { skip }, async () => {
  const pid = await trial.exec(['sh', '-c', 'setsid sleep 4715 & echo begun; sleep 4715'])
  while ((await trial.status(pid, { 'out-offset': 0 }))['out-data'] === undefined) await delay(10)
  trial.container.stop()
  assert.deepEqual(await trial.ended(pid), { exited: true, exitcode: 137, 'out-data': 'begun\n' })
  assert.deepEqual(trial.inside('sleep 4715'), [])
  await assert.rejects(trial.exec(['true']), /CT 100 not running/)
})
