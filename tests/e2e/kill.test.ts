/** Each process of the product is killed while calls change things: what was acknowledged stays, and all comes back by itself. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { childrenOf } from '../contract/processes.ts'
import { Product } from '../product.ts'

const product = new Product()
let vmPid = 0

async function guestPid(): Promise<number> {
  const { status, pid } = await product.ok('GET', '/nodes/pve/qemu/100/status/current')
  return status === 'running' ? pid : 0
}

before(async () => {
  await product.start()
  await product.login()
  assert.equal(await product.task('POST', '/nodes/pve/qemu', { vmid: 100, kvm: 0, memory: 32, scsi0: 'local:1' }), 'OK')
  assert.equal(await product.task('POST', '/nodes/pve/qemu', { vmid: 101, memory: 32 }), 'OK')
  assert.equal(await product.task('POST', '/nodes/pve/qemu/100/status/start'), 'OK')
  vmPid = await guestPid()
  assert.ok(vmPid > 0)
})

after(() => product.destroy())

/** Changes the config over and over, by plain, queued and task calls, and remembers what was acknowledged. */
class Writers {
  readonly users: string[] = []
  readonly upids: string[] = []
  description = ''
  /** A change of which nobody knows whether it happened. */
  readonly unsure = new Set<string>()
  refused = 0
  readonly #ended = new AbortController()
  readonly #work: Promise<unknown>

  constructor(run: number) {
    this.#work = Promise.all([this.#makeUsers(run), this.#describe(run), this.#startTasks(run)])
  }

  async stop(): Promise<void> {
    this.#ended.abort()
    await this.#work
  }

  async #attempt(method: string, path: string, body: Record<string, unknown>): Promise<unknown> {
    try {
      const { status, data } = await product.api(method, path, body)
      if (status === 200) return data ?? true
      this.refused++
    } catch (error) {
      // A killed proxy takes its connections along.
      if (!(error instanceof Error && 'code' in error)) throw error
      this.refused++
    }
    await delay(20)
    return undefined
  }

  async #makeUsers(run: number): Promise<void> {
    for (let at = 0; !this.#ended.signal.aborted; at++) {
      const userid = `u${run}-${at}@pve`
      if (await this.#attempt('POST', '/access/users', { userid })) this.users.push(userid)
    }
  }

  async #describe(run: number): Promise<void> {
    for (let at = 0; !this.#ended.signal.aborted; at++) {
      const text = `${run}-${at}`
      if (await this.#attempt('PUT', '/nodes/pve/qemu/101/config', { description: text })) {
        this.description = text
        this.unsure.clear()
      } else this.unsure.add(text)
    }
  }

  async #startTasks(run: number): Promise<void> {
    for (let at = 0; !this.#ended.signal.aborted; at++) {
      const upid = await this.#attempt('POST', '/nodes/pve/qemu/100/config', { name: `n${run}-${at}` })
      if (typeof upid === 'string') this.upids.push(upid)
    }
  }
}

const names = ['store', 'daemon', 'runner', 'agent', 'proxy']

/** A process has its name only once it has begun. */
function allRun(): boolean {
  const children = childrenOf(product.pid)
  return names.every(name => children.has(`quorate-${name}`))
}

async function comesBack(): Promise<void> {
  const until = Date.now() + 15_000
  for (;;) {
    try {
      if ((await product.api('GET', '/nodes/pve/qemu/100/config')).status === 200 && allRun()) return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
    }
    if (Date.now() > until) throw new Error(`it did not come back:\n${product.output}`)
    await delay(50)
  }
}

async function checkAcknowledged(writers: Writers): Promise<void> {
  const users = new Set((await product.ok('GET', '/access/users')).map((row: { userid: string }) => row.userid))
  assert.deepEqual(
    writers.users.filter(userid => !users.has(userid)),
    [],
    'acknowledged users are gone',
  )
  const { description } = await product.ok('GET', '/nodes/pve/qemu/101/config')
  const shown = String(description).trim()
  assert.ok(
    shown === writers.description || writers.unsure.has(shown),
    `description is '${shown}', acknowledged was '${writers.description}'`,
  )
  for (const upid of writers.upids) {
    const exit = await product.taskEnd(upid, 10_000)
    assert.match(exit, /^OK$|interrupted|task runner is stopping/, upid)
  }
}

for (const [run, name] of names.entries()) {
  test(`a killed ${name} comes back, and nothing acknowledged is lost`, async t => {
    const writers = new Writers(run)
    try {
      await delay(500)
      for (let round = 0; round < 2; round++) {
        const pid = childrenOf(product.pid).get(`quorate-${name}`)
        assert.ok(pid, `${name} does not run`)
        process.kill(pid, 'SIGKILL')
        await delay(100)
        await comesBack()
        assert.notEqual(childrenOf(product.pid).get(`quorate-${name}`), pid)
        await delay(300)
      }
    } finally {
      await writers.stop()
    }
    t.diagnostic(`${writers.users.length} users, ${writers.upids.length} tasks, ${writers.refused} calls failed`)
    await checkAcknowledged(writers)
    assert.equal(await guestPid(), vmPid, 'the guest did not keep running')
    assert.ok(writers.users.length > 10)
  })
}

test('after the kill of the supervisor its children end, and a new start finds all as it was', async () => {
  const writers = new Writers(9)
  await delay(500)
  const children = [...childrenOf(product.pid).values()]
  await Promise.all([writers.stop(), product.stop('SIGKILL')])
  const until = Date.now() + 10_000
  const alive = () => children.filter(pid => isAlive(pid))
  while (alive().length > 0 && Date.now() < until) await delay(50)
  assert.deepEqual(alive(), [])
  await product.start()
  await comesBack()
  await checkAcknowledged(writers)
  assert.equal(await guestPid(), vmPid, 'the guest did not keep running')
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}
