/** Every command of the guest agent, through the API, against Debian's own agent in a Linux guest that boots once. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { agentLinuxDisk, agentLinuxLacks, dataDisk } from '../guests/agent-linux.ts'
import { Product } from '../product.ts'
import { openSerial, readSerial } from '../read-serial.ts'

const lacks = agentLinuxLacks()
const skip = lacks ?? false
const product = new Product()
const vmid = 100
const path = `/nodes/${product.node}/qemu/${vmid}`
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** The part of an answer that clients read. */
const agent = async (method: 'GET' | 'POST', command: string, body?: Record<string, unknown>) =>
  (await product.ok(method, `${path}/agent/${command}`, body)).result
const refused = async (method: string, command: string, body?: Record<string, unknown>) =>
  (await product.api(method, `${path}/agent/${command}`, body)).reason

interface Ended {
  readonly exited: number
  readonly exitcode?: number
  readonly signal?: number
  readonly 'out-data'?: string
  readonly 'err-data'?: string
  readonly 'out-truncated'?: number
}

async function execute(command: string[], input?: string): Promise<Ended> {
  const { pid } = await product.ok('POST', `${path}/agent/exec`, { command, ...(input === undefined ? {} : { 'input-data': input }) })
  assert.equal(typeof pid, 'number')
  for (;;) {
    const status: Ended = await product.ok('GET', `${path}/agent/exec-status?pid=${pid}`)
    if (status.exited) return status
    await pause(50)
  }
}

async function answering(): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await product.api('POST', `${path}/agent/ping`)).status === 200) return
    await pause(100)
  }
  assert.fail('the agent does not answer')
}

before(async () => {
  if (lacks) return
  await product.start()
  await product.login()
  const made = await product.task('POST', `/nodes/${product.node}/qemu`, {
    vmid,
    name: 'with-agent',
    memory: 256,
    cores: 2,
    kvm: 0,
    agent: '1,fstrim_cloned_disks=1',
    serial0: 'socket',
    virtio0: `local:0,import-from=${agentLinuxDisk()}`,
    virtio1: `local:0,import-from=${dataDisk(product.root)},discard=on`,
    boot: 'order=virtio0',
  })
  assert.equal(made, 'OK')
})
after(() => product.destroy())

test('without a running VM, and without an agent in it, callers are told at once', { skip }, async () => {
  assert.equal(await refused('POST', 'ping'), `VM ${vmid} not running`)
  assert.equal(await product.task('POST', `${path}/status/start`), 'OK')
  const begun = performance.now()
  assert.equal(await refused('POST', 'ping'), 'QEMU guest agent is not running')
  assert.ok(performance.now() - begun < 1500, 'nobody waits for an agent that is not there')
  const listens = async () => (await product.ok('GET', `${path}/status/current`))['agent-listens']
  assert.equal(await listens(), 0)
  await readSerial(product, vmid, /GUEST-READY/)
  await answering()
  assert.equal(await listens(), 1)
})

test('what the guest is and has', { skip }, async () => {
  assert.deepEqual(await agent('POST', 'ping'), {})
  const info = await agent('GET', 'info')
  assert.match(info.version, /^\d+\.\d+/)
  assert.ok(info.supported_commands.some((command: { name: string; enabled: unknown }) => command.name === 'guest-exec' && command.enabled))
  assert.deepEqual(await agent('GET', 'get-host-name'), { 'host-name': 'agent-guest' })
  const system = await agent('GET', 'get-osinfo')
  assert.equal(system.id, 'quorate-test')
  assert.match(system['kernel-release'], /^\d+\.\d+/)
  const time = await agent('GET', 'get-time')
  assert.ok(Math.abs(time / 1e9 - Date.now() / 1000) < 60, 'nanoseconds since 1970')
  assert.equal((await agent('GET', 'get-timezone')).offset, 0)
  assert.deepEqual(await agent('GET', 'get-users'), [])
  const cpus = await agent('GET', 'get-vcpus')
  assert.deepEqual(cpus.map((cpu: { 'logical-id': number }) => cpu['logical-id']).toSorted(), [0, 1])
  const { size } = await agent('GET', 'get-memory-block-info')
  assert.ok(size >= 2 ** 20)
  assert.ok((await agent('GET', 'get-memory-blocks')).length > 0)
  const interfaces = await agent('GET', 'network-get-interfaces')
  const loopback = interfaces.find((one: { name: string }) => one.name === 'lo')
  assert.partialDeepStrictEqual(loopback['ip-addresses'][0], { 'ip-address': '127.0.0.1', 'ip-address-type': 'ipv4', prefix: 8 })
  const data = (await agent('GET', 'get-fsinfo')).find((one: { mountpoint: string }) => one.mountpoint === '/data')
  assert.equal(data.type, 'ext4')
  assert.ok(data['total-bytes'] > data['used-bytes'])
})

test('file systems are frozen, thawed and trimmed', { skip }, async () => {
  assert.equal(await agent('POST', 'fsfreeze-status'), 'thawed')
  assert.equal(await agent('POST', 'fsfreeze-freeze'), 1)
  assert.equal(await agent('POST', 'fsfreeze-status'), 'frozen')
  assert.match(await refused('POST', 'exec', { command: ['true'] }), /^Agent error: .*disabled/)
  assert.equal(await agent('POST', 'fsfreeze-thaw'), 1)
  assert.equal(await agent('POST', 'fsfreeze-status'), 'thawed')
  const { paths } = await agent('POST', 'fstrim')
  assert.ok(paths.some((one: { path: string }) => one.path === '/data'))
})

test('a guest trims its file systems after a disk of it has moved', { skip }, async () => {
  const upid = await product.ok('POST', `${path}/move_disk`, { disk: 'virtio1', storage: 'local', format: 'qcow2', delete: 1 })
  assert.equal(await product.taskEnd(upid), 'OK')
  const log: { t: string }[] = await product.ok('GET', `/nodes/${product.node}/tasks/${upid}/log?limit=500`)
  assert.ok(
    log.some(({ t }) => t === 'the guest has trimmed its file systems'),
    log.map(({ t }) => t).join('\n'),
  )
})

test('programs run with their input, output, errors and exit codes', { skip }, async () => {
  assert.partialDeepStrictEqual(await execute(['sh', '-c', 'echo out; echo err >&2; exit 3']), {
    exited: 1,
    exitcode: 3,
    'out-data': 'out\n',
    'err-data': 'err\n',
  })
  assert.equal((await execute(['tr', 'a-z', 'A-Z'], 'typed ü\n'))['out-data'], 'TYPED ü\n')
  assert.equal((await execute(['echo', 'two words', '$HOME; rm']))['out-data'], 'two words $HOME; rm\n')
  assert.equal((await execute(['sh', '-c', 'kill -9 $$'])).signal, 9)
  assert.match(await refused('POST', 'exec', { command: ['/no/such/program'] }), /^Agent error: .*\/no\/such\/program/)
  assert.match(await refused('GET', 'exec-status?pid=999999'), /^Agent error: /)
})

test('files are written and read back byte for byte, in part and whole', { skip }, async () => {
  await product.ok('POST', `${path}/agent/file-write`, { file: '/data/text', content: 'grün\n' })
  assert.deepEqual(await product.ok('GET', `${path}/agent/file-read?file=/data/text`), { content: 'grün\n' })
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  await product.ok('POST', `${path}/agent/file-write`, { file: '/data/bytes', content: bytes.toString('base64'), encode: 0 })
  const read = await product.ok('GET', `${path}/agent/file-read?file=/data/bytes&decode=0`)
  assert.equal(read.content, bytes.toString('base64'))
  const part = await product.ok('GET', `${path}/agent/file-read?file=/data/bytes&decode=0&offset=16&count=16`)
  assert.deepEqual(part, { content: bytes.subarray(16, 32).toString('base64'), truncated: 1 })
  const rest = await product.ok('GET', `${path}/agent/file-read?file=/data/bytes&decode=0&offset=240&count=16`)
  assert.deepEqual(rest, { content: bytes.subarray(240).toString('base64') }, 'to the last byte is not cut short')
  await execute(['sh', '-c', 'dd if=/dev/zero bs=1M count=3 | tr "\\0" y > /tmp/large'])
  assert.equal((await product.ok('GET', `${path}/agent/file-read?file=/tmp/large`)).content, 'y'.repeat(3 << 20))
  await product.ok('POST', `${path}/agent/file-write`, { file: '/data/empty', content: '' })
  assert.deepEqual(await product.ok('GET', `${path}/agent/file-read?file=/data/empty`), { content: '' })
  assert.match(await refused('GET', 'file-read?file=/no/such/file'), /^Agent error: .*\/no\/such\/file/)
  assert.match(await refused('POST', 'file-write', { file: '/no/such/folder/file', content: 'x' }), /^Agent error: /)
  assert.equal((await product.api('POST', `${path}/agent/file-write`, { file: '/x', content: 'x'.repeat(61_441) })).status, 400)
})

test('a password is set, and never shown', { skip }, async () => {
  await agent('POST', 'set-user-password', { username: 'root', password: 'a new password' })
  const { content } = await product.ok('GET', `${path}/agent/file-read?file=/etc/shadow`)
  assert.match(content, /^root:\$\d\$\S+:/)
  const crypted = '$6$salt$abcdefghijklmnop'
  await agent('POST', 'set-user-password', { username: 'root', password: crypted, crypted: 1 })
  assert.ok((await product.ok('GET', `${path}/agent/file-read?file=/etc/shadow`)).content.startsWith(`root:${crypted}:`))
  assert.match(await refused('POST', 'set-user-password', { username: 'nobody-here', password: 'secret' }), /^Agent error: /)
})

test('the command line runs programs, shows their output as it comes, and ends with their exit code', { skip }, async () => {
  const whole = await product.run('qm', 'guest', 'exec', String(vmid), '--', 'sh', '-c', 'echo hello; exit 2')
  assert.partialDeepStrictEqual(JSON.parse(whole.out), { exitcode: 2, exited: 1, 'out-data': 'hello\n' })
  const shown: [number, string][] = []
  const begun = performance.now()
  const script = 'echo first; sleep 2; echo second; echo wrong >&2; exit 5'
  const streamed = await product.run('qm', 'guest', 'exec', String(vmid), '--stream', '1', '--', 'sh', '-c', script)
  shown.push([performance.now() - begun, streamed.out])
  assert.equal(streamed.out, 'first\nsecond\n')
  assert.equal(streamed.error, 'wrong\n')
  assert.equal(streamed.code, 5)
  assert.equal((await execute(['sh', '-c', 'ls -d /tmp/qm-guest-exec-* | wc -l']))['out-data'], '0\n')
  assert.equal((await product.run('qm', 'agent', String(vmid), 'ping')).code, 0)
})

test('many callers at once all get their own answers', { skip }, async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) => product.api('GET', `${path}/agent/${index % 2 ? 'get-host-name' : 'get-time'}`)),
  )
  for (const [index, { status, reason, data }] of answers.entries()) {
    assert.equal(status, 200, reason)
    if (index % 2) assert.deepEqual(data.result, { 'host-name': 'agent-guest' })
    else assert.equal(typeof data.result, 'number')
  }
})

test('a hung agent costs each caller its own timeout, and its late answers go to nobody', { skip }, async () => {
  const console = await openSerial(product, vmid)
  console.type('kill -STOP $(pidof qemu-ga); echo HUN""G\n')
  await console.readUntil(/HUNG/, 10_000)
  const begun = performance.now()
  const answers = await Promise.all(Array.from({ length: 5 }, () => product.api('GET', `${path}/agent/get-host-name`)))
  const took = performance.now() - begun
  for (const { reason } of answers) assert.match(reason, /^QEMU guest agent is not running/)
  assert.ok(took > 2000 && took < 6000, `five callers waited ${Math.round(took)} ms`)
  console.type('kill -CONT $(pidof qemu-ga); echo AWA""KE\n')
  await console.readUntil(/AWAKE/, 10_000)
  console.close()
  assert.deepEqual(await agent('GET', 'get-osinfo').then(({ id }) => id), 'quorate-test')
})

test('the guest is sent to sleep and woken, and shuts down', { skip }, async () => {
  const answer = await product.api('POST', `${path}/agent/suspend-ram`)
  assert.equal(answer.status, 200, answer.reason)
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await product.ok('GET', `${path}/status/current`)).qmpstatus === 'suspended') break
    await pause(100)
  }
  assert.equal((await product.ok('GET', `${path}/status/current`)).qmpstatus, 'suspended')
  assert.equal(await product.task('POST', `${path}/status/resume`), 'OK')
  await answering()
  assert.deepEqual(await product.ok('POST', `${path}/agent/shutdown`), { result: {} })
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await product.ok('GET', `${path}/status/current`)).status === 'stopped') return
    await pause(100)
  }
  assert.fail('the guest did not shut down')
})
