import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allEndpoints, type Caller, type Implementation } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { createDispatcher } from './dispatch.ts'
import { fuzzCases, type FuzzCase } from './fuzz.ts'
import { askSocket, runnerThatEchoes, sampleDispatcher, startDaemon } from './testing/running-daemon.ts'
import { sampleAuthorizer, sampleImplementations, sampleSpecs } from './testing/sample-api.ts'

const user: Caller = { authid: 'ann@pve', userid: 'ann@pve', root: false, address: '::1' }
const root: Caller = { authid: 'root@pam', userid: 'root@pam', root: true, address: '::1' }

const allSpecs = await allEndpoints()

interface Found {
  readonly statuses: Map<number, number>
  readonly wrong: string[]
}

async function fuzz(
  implementations: Implementation[],
  caller: Caller | undefined,
  allowed: readonly number[],
  count: number,
): Promise<Found> {
  const bugs: unknown[] = []
  const options = { specs: allSpecs, node: 'pve', authorizer: sampleAuthorizer(), runner: runnerThatEchoes }
  const dispatcher = createDispatcher({ ...options, implementations, onBug: error => bugs.push(error) })
  const statuses = new Map<number, number>()
  const wrong: string[] = []
  const call = async (one: FuzzCase): Promise<number> => {
    try {
      await dispatcher.dispatch({ ...one, address: '::1', authenticate: () => caller, signal: new AbortController().signal })
      return 200
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return error.message.startsWith('hostname lookup') ? 595 : error.status
    }
  }
  for (const [at, spec] of allSpecs.entries()) {
    for (const one of fuzzCases(spec, { seed: at + 1, count, samples: { node: ['pve', 'localhost'], vmid: ['100'] } })) {
      const status = await call(one)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (!allowed.includes(status)) wrong.push(`${status} ${one.method} ${one.path} ${JSON.stringify(one.raw).slice(0, 300)}`)
    }
  }
  assert.deepEqual(bugs, [])
  return { statuses, wrong }
}

test('the same seed makes the same calls', () => {
  const spec = sampleSpecs.find(one => one.method === 'PUT') ?? assert.fail()
  const make = (seed: number) => [...fuzzCases(spec, { seed, count: 20 })]
  assert.deepEqual(make(7), make(7))
  assert.notDeepEqual(make(7), make(8))
})

test('no made-up call of any declared method crashes the checks', async () => {
  const answering = allSpecs.filter(spec => !spec.index).map((spec): Implementation => ({ spec, handler: () => null }))
  for (const caller of [root, user]) {
    const { wrong } = await fuzz(answering, caller, [200, 400, 401, 403, 595], 12)
    assert.deepEqual(wrong, [])
  }
})

test('what is not built answers that it is not, and nobody without credentials gets further', async () => {
  assert.deepEqual((await fuzz([], root, [200, 400, 403, 501, 595], 4)).wrong, [])
  const { wrong, statuses } = await fuzz([], undefined, [400, 401, 501], 4)
  assert.deepEqual(wrong, [])
  assert.ok((statuses.get(401) ?? 0) > 0)
})

test('made-up calls over the wire never bring the daemon down', async () => {
  const bugs: unknown[] = []
  const harmless = sampleImplementations().filter(one => one.spec.path !== '/bug' && !one.spec.transport)
  const dispatcher = sampleDispatcher({ implementations: harmless, onBug: error => bugs.push(error) })
  await using daemon = await startDaemon({ dispatcher })
  const headers = { authorization: 'user root@pam', 'content-type': 'application/json' }
  for (const [at, spec] of sampleSpecs.entries()) {
    if (spec.path === '/slow' || spec.path === '/large') continue
    for (const { method, path, raw } of fuzzCases(spec, { seed: at, count: 40 })) {
      const query = new URLSearchParams(Object.entries(raw).map(([name, one]): [string, string] => [name, String(JSON.stringify(one))]))
      const inQuery = method === 'GET' || method === 'DELETE'
      const answer = await askSocket(daemon.public, `/api2/json${path}${inQuery ? `?${query.toString()}` : ''}`, {
        method,
        headers,
        ...(!inQuery && { body: JSON.stringify(raw) }),
      })
      assert.ok([200, 400, 403, 500, 501].includes(answer.status), `${answer.status} ${method} ${path}`)
    }
  }
  assert.deepEqual(bugs, [])
})
