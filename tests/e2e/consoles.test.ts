/** Consoles that stay usable: two viewers at once, gigabytes in either direction, a guest that resets and stops, and SPICE with a real client. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { bootSector } from '../../packages/qemu/src/testing/boot-sector-guest.ts'
import { checkout, Product } from '../product.ts'
import { openSerial } from '../read-serial.ts'
import { litPixels, openScreen, takePicture } from '../rfb.ts'
import { openConsole, type SocketWire } from '../socket-wire.ts'

const product = new Product()
const vmid = 100
const path = `/nodes/${product.node}/qemu/${vmid}`
const socket = () => `${product.root}/run/qemu-server/${vmid}.serial0`

async function openVnc(): Promise<{ wire: SocketWire; secret: string }> {
  const { port, ticket, password: secret } = await product.ok('POST', `${path}/vncproxy`, { websocket: 1, 'generate-password': 1 })
  return { wire: await openConsole(product, path, port, ticket), secret }
}

/** Processes of the product by their title. */
function processes(...titles: string[]): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
        const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]?.trim() ?? ''
        return Number(parent) === product.pid && titles.includes(title)
      } catch (error) {
        if (error instanceof Error && 'code' in error) return false
        throw error
      }
    })
    .map(Number)
}

/** MiB that the processes take which carry consoles. */
function memory(): number {
  const each = processes('quorate-daemon', 'quorate-proxy').map(
    pid => /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1],
  )
  assert.equal(each.length, 2)
  return each.reduce((sum, kibibytes) => sum + Number(kibibytes) / 1024, 0)
}

const closing = (wire: SocketWire) => assert.rejects(wire.readUntil(/never said/, 10_000), /the console closed/)

before(async () => {
  await product.start()
  await product.login()
  const image = Buffer.alloc(1 << 20)
  image.set(bootSector())
  writeFileSync(join(product.root, 'boot.raw'), image)
  const made = await product.task('POST', `/nodes/${product.node}/qemu`, {
    vmid,
    name: 'looked-at',
    memory: 32,
    kvm: 0,
    vga: 'qxl',
    spice_enhancements: 'foldersharing=1,videostreaming=all',
    audio0: 'device=ich9-intel-hda,driver=spice',
    serial0: 'socket',
    virtio0: `local:0,import-from=${join(product.root, 'boot.raw')}`,
    boot: 'order=virtio0',
  })
  assert.equal(made, 'OK')
  assert.equal(await product.task('POST', `${path}/status/start`), 'OK')
})
after(() => product.destroy())

test('two viewers share a serial console; one that another program holds is refused with the reason', async () => {
  const [first, second] = [await openSerial(product, vmid), await openSerial(product, vmid)]
  await Promise.all([first.readUntil(/^[0-9A-F]{8}\r?$/m, 10_000), second.readUntil(/^[0-9A-F]{8}\r?$/m, 10_000)])
  first.close()
  await second.readUntil(/^[0-9A-F]{8}\r?$/m, 10_000)
  second.close()
  await new Promise(resolve => setTimeout(resolve, 200))
  const other = createConnection(socket())
  await once(other, 'data')
  const { reason } = await product.api('POST', `${path}/termproxy`, { serial: 'serial0' })
  assert.equal(reason, `serial0 of VM ${vmid} is in use by another program, and it serves one at a time: end that program first`)
  other.destroy()
})

test('a text that is pasted where nobody reads keeps its terminal alive, and takes no memory beyond itself', async () => {
  const console = await openSerial(product, vmid)
  const before = memory()
  for (let round = 0; round < 10; round += 1) console.type('x'.repeat(4_000_000))
  await new Promise(resolve => setTimeout(resolve, 500))
  await console.readUntil(/^[0-9A-F]{8}\r?$/m, 10_000)
  assert.ok(memory() - before < 64, `${Math.round(memory() - before)} MiB more`)
  console.close()
})

test('two viewers look at the screen, 200 MB of it, before and after a reset, without growing what carries it', async () => {
  const viewers = [await openVnc(), await openVnc()]
  const screens = await Promise.all(
    viewers.map(({ wire, secret }, index) => openScreen(wire, index === 1 ? secret : (viewers[1]?.secret ?? ''))),
  )
  const look = () => Promise.all(screens.map(screen => screen.picture()))
  for (const picture of await look()) assert.ok(litPixels(picture) > 100)
  for (let warm = 0; warm < 20; warm += 1) await look()
  const before = memory()
  let bytes = 0
  while (bytes < 200e6) for (const { pixels } of await look()) bytes += pixels.length
  // What is kept would be kept twice, in two processes; what is let go of waits some time for its collection.
  assert.ok(memory() - before < 100, `${Math.round(memory() - before)} MiB more`)
  assert.equal(await product.task('POST', `${path}/status/reset`), 'OK')
  for (const picture of await look()) assert.ok(picture.width >= 640)
  for (const { wire } of viewers) wire.close()
})

test('qm vncproxy carries the screen over standard input and output, with the password of its environment', async () => {
  assert.match((await product.run('qm', 'vncproxy', String(vmid))).error, /LC_PVE_TICKET not set/)
  const child = spawn(join(checkout, 'bin/qm'), ['vncproxy', String(vmid)], {
    env: { ...process.env, QUORATE_ROOT: product.root, LC_PVE_TICKET: 'a-secret-of-mine' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let received = Buffer.alloc(0)
  child.stdout.on('data', (bytes: Buffer) => (received = Buffer.concat([received, bytes])))
  const read = async (count: number): Promise<Buffer> => {
    while (received.length < count) await once(child.stdout, 'data')
    const bytes = received.subarray(0, count)
    received = received.subarray(count)
    return bytes
  }
  const picture = await takePicture({ write: bytes => void child.stdin.write(bytes), read }, 'a-secret-of-mine')
  assert.ok(litPixels(picture) > 100)
  const ended = once(child, 'close')
  child.stdin.end()
  await ended
})

test('a SPICE client opens the screen through the proxy by what a .vv file says, once it is verified, and not otherwise', async t => {
  const client = (file: Record<string, unknown>) => {
    const run = spawn('/usr/bin/python3', [join(checkout, 'tests/spice-client.py'), '2500'], { stdio: ['pipe', 'pipe', 'ignore'] })
    run.stdin.end(JSON.stringify(file))
    let text = ''
    run.stdout.setEncoding('utf8').on('data', chunk => (text += chunk))
    return once(run, 'close').then(() => text && JSON.parse(text))
  }
  const file = await product.ok('POST', `${path}/spiceproxy`)
  assert.partialDeepStrictEqual(file, { type: 'spice', title: 'VM 100 - looked-at', 'delete-this-file': 1 })
  assert.match(file.host, /^pvespiceproxy:[0-9a-f]{8}:100:pve:\d+::[0-9a-f]{40}$/)
  const seen = await client(file)
  if (!seen) return t.skip('gir1.2-spiceclientglib-2.0 or python3-gi is not installed')
  assert.deepEqual(seen.errors, [])
  for (const channel of ['main', 'display', 'inputs', 'cursor', 'playback', 'record'])
    assert.equal(seen.channels[channel], 'opened', channel)
  assert.equal(seen.display.length, 2)
  const refusals = await Promise.all([
    client({ ...file, host: file.host.replace(/.$/, (last: string) => (last === '0' ? '1' : '0')) }),
    client({ ...file, password: 'another' }),
    client({ ...file, 'host-subject': 'CN=somebody else' }),
  ])
  assert.deepEqual(
    refusals.map(({ errors }) => errors[0][1]),
    ['error-connect', 'error-auth', 'error-tls'],
  )
})

test('the end of the guest is the end of its consoles; one of a VM that does not run is refused', async () => {
  const console = await openSerial(product, vmid)
  const { wire, secret } = await openVnc()
  await openScreen(wire, secret)
  const closed = Promise.all([closing(console), closing(wire)])
  assert.equal(await product.task('POST', `${path}/status/stop`), 'OK')
  await closed
  for (const kind of ['vncproxy', 'termproxy', 'spiceproxy']) {
    assert.equal((await product.api('POST', `${path}/${kind}`)).reason, `VM ${vmid} not running`)
  }
})
