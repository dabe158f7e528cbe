/**
 * Made-up calls of every method, as root, on the whole running product: whatever comes, no process ends, no answer is a
 * bug's or takes long, and what is refused has changed nothing.
 */
import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { allEndpoints, type EndpointSpec } from '@quorate/contract'
import { fuzzCases } from '@quorate/server'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { addFolderContainer } from '../guests/busybox-container.ts'
import { Product, type ApiAnswer } from '../product.ts'
import { changedCalls } from './changed-calls.ts'
import { childrenOf } from './processes.ts'
import { sendCall } from './send-call.ts'
import { stateOf } from './state-of.ts'

const seed = Number(process.env.QUORATE_FUZZ_SEED ?? 1)
const casesEach = Number(process.env.QUORATE_FUZZ_CASES ?? 6)
/** milliseconds */
const longest = 5000

const product = new Product()
const noContainers = cannotRun()
let children = new Map<string, number>()

before(async () => {
  await product.start()
  await product.login()
  assert.equal(await product.task('POST', '/nodes/pve/qemu', { vmid: 100, kvm: 0, memory: 32, scsi0: 'local:1,format=qcow2' }), 'OK')
  assert.equal(await product.task('POST', '/nodes/pve/qemu/100/snapshot', { snapname: 'first' }), 'OK')
  if (!noContainers) {
    // Root of an unprivileged container has to pass through it.
    chmodSync(product.root, 0o755)
    addFolderContainer(product, 200, ['unprivileged: 1'], 100_000)
    assert.equal(await product.task('POST', '/nodes/pve/lxc/200/status/start'), 'OK')
  }
  await product.ok('POST', '/access/users', { userid: 'ann@pve', password: 'a-password' })
  children = childrenOf(product.pid)
  assert.equal(children.size, 5)
})

after(() => product.destroy())

/** What would act on the machine itself, or outside the root of the test. */
function sparesMachine(spec: EndpointSpec, raw: Readonly<Record<string, unknown>>): boolean {
  if (`${spec.method} ${spec.path}` === 'POST /nodes/{node}/status') return false
  // They restart processes, and this test looks for processes that end.
  if (spec.path.startsWith('/nodes/{node}/services/{service}/') && spec.method === 'POST') return false
  // The web server is started anew with the new certificate.
  if (spec.path === '/nodes/{node}/certificates/update') return false
  // A new storage would make its folders wherever it is told to.
  return spec.path !== '/storage' || spec.method !== 'POST' || typeof raw.path !== 'string' || !raw.path.startsWith('/')
}

/** A wrong password, here as at the login, is answered late on purpose; names of registries as late as the network finds them. */
const delayed = (spec: EndpointSpec) =>
  (/^\/access\/(ticket|password|tfa)/.test(spec.path) && spec.method !== 'GET') || spec.path.endsWith('/query-oci-repo-tags')

const samples = {
  node: ['pve', 'localhost'],
  vmid: ['100'],
  newid: ['101'],
  storage: ['local'],
  userid: ['ann@pve', 'root@pam'],
  snapname: ['first', 'current'],
  volume: ['local:100/vm-100-disk-0.qcow2', 'local:../../etc/passwd', 'local:iso/../../../x'],
  upid: ['UPID:pve:00000001:00000001:00000001:qmstart:100:root@pam:', 'UPID:pve:../../x:1:1:1:1:1:'],
  disk: ['scsi0'],
  realm: ['pve', 'pam'],
  poolid: ['own'],
  groupid: ['own'],
  delete: ['name', 'scsi0', '__proto__', 'digest,net0'],
  path: ['/vms/100', '/vms', '../..'],
  url: ['http://127.0.0.1:9/x.iso', 'file:///etc/passwd'],
  reference: ['127.0.0.1:9/a', '127.0.0.1:9/a:b', '../../x'],
  template: ['debian-12-standard_12.1-1_amd64.tar.zst', '../../x.tar.gz'],
  mirror: ['http://127.0.0.1:9/debian', 'http://x/$(id)'],
  filename: ['a.iso', '../../x.iso', 'vm-100-disk-9.raw'],
  scsi0: ['local:1', 'local:0,import-from=/etc/passwd', '/dev/null', 'local:100/vm-100-disk-0.qcow2,size=1G', 'none,media=cdrom'],
}

const samplesFor = ({ path }: EndpointSpec) =>
  path.includes('/lxc/{vmid}')
    ? { ...samples, vmid: ['200'], file: ['/etc/passwd', '/proc/1/mem', '/dev/null', '../x'], user: ['root', '7'] }
    : samples

/** Errors of the language, that only a bug shows to a user. */
const bug =
  /unexpected error|is not a function|is not iterable|Cannot (?:read|set|convert|destructure)|\bundefined\b|\[object \w+\]|at .*\.ts:\d+/

function faultOf(status: number, text: string): string | undefined {
  if (bug.test(text)) return 'shows a bug'
  return [200, 400, 401, 403, 404, 413, 414, 415, 431, 500, 501, 503].includes(status) ? undefined : 'has an odd status'
}

async function endTask(upid: string): Promise<string> {
  const path = `/nodes/pve/tasks/${upid}`
  const stop = setTimeout(() => void product.api('DELETE', path), 1000)
  try {
    return await product.taskEnd(upid, 20_000)
  } finally {
    clearTimeout(stop)
  }
}

async function tryOne(
  spec: EndpointSpec,
  call: { method: string; path: string; raw: Readonly<Record<string, unknown>> },
): Promise<string | undefined> {
  using state = stateOf(product.root, product.node)
  const before = state.revision()
  const started = performance.now()
  const { status, reason, data, errors, message }: ApiAnswer & { message?: string } = await sendCall(product, {
    method: call.method,
    path: call.path,
    parameters: call.raw,
  })
  const took = performance.now() - started
  const said = status === 200 ? '' : `${reason} ${message ?? ''} ${JSON.stringify(errors ?? {})}`
  const isTask = typeof data === 'string' && data.startsWith('UPID:') && call.method !== 'GET'
  const exit = isTask ? await endTask(data) : ''
  const fault = faultOf(status, `${said} ${exit}`)
  if (fault) return `${fault}: ${status} ${said.slice(0, 400)} ${exit}`
  if (took > longest && !delayed(spec)) return `took ${Math.round(took)} ms`
  if (status >= 400 && status < 500 && state.revision() !== before && !delayed(spec))
    return `changed the config tree although refused: ${status} ${said}`
  return undefined
}

interface Made {
  readonly method: string
  readonly path: string
  readonly raw: Readonly<Record<string, unknown>>
}

async function tryAll(
  make: (spec: EndpointSpec, seed: number, count: number) => Iterable<Made>,
): Promise<{ calls: number; wrong: string[] }> {
  const wrong: string[] = []
  let calls = 0
  for (const [at, spec] of (await allEndpoints()).entries()) {
    if (spec.transport === 'events' || spec.transport === 'websocket') continue
    for (const one of make(spec, seed * 1000 + at, delayed(spec) ? 2 : casesEach)) {
      if (!sparesMachine(spec, one.raw)) continue
      calls++
      const fault = await tryOne(spec, one)
      if (fault) wrong.push(`${one.method} ${one.path.slice(0, 200)} ${JSON.stringify(one.raw).slice(0, 1000)}: ${fault}`)
    }
  }
  assert.deepEqual(childrenOf(product.pid), children, product.output)
  assert.doesNotMatch(product.output, /\n\s+at /)
  return { calls, wrong }
}

test('made-up calls of every method bring nothing down', async t => {
  const { calls, wrong } = await tryAll((spec, caseSeed, count) => fuzzCases(spec, { seed: caseSeed, count, samples: samplesFor(spec) }))
  t.diagnostic(`${calls} calls`)
  assert.deepEqual(wrong, [])
})

test('valid calls of every method with a few odd values bring nothing down', async t => {
  const { calls, wrong } = await tryAll((spec, caseSeed, count) =>
    changedCalls(spec, caseSeed, spec.path.includes('/qemu') ? count * 4 : count, samplesFor(spec)).map(({ method, path, parameters }) => ({
      method,
      path,
      raw: parameters,
    })),
  )
  t.diagnostic(`${calls} calls`)
  assert.deepEqual(wrong, [])
})
