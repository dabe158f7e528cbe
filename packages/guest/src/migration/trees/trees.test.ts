import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { realHost, rootAt } from '@quorate/host'
import { failureText } from '@quorate/schema'
import type { NodeCredentials } from '../other-nodes.ts'
import { takePorts } from '../take-ports.ts'
import { receiveTrees, type TreesToReceive } from './receive-trees.ts'
import { sendTree, type TreeToSend } from './send-tree.ts'

/** An authority, and certificates of two nodes and of somebody else. */
function certificates(folder: string): (name: string) => NodeCredentials {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
  const make = (name: string, ...more: string[]) =>
    openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      ...more,
    )
  make('authority', '-addext', 'basicConstraints=critical,CA:TRUE')
  return name => {
    make(name, '-CA', 'authority.pem', '-CAkey', 'authority.key', '-addext', `subjectAltName=DNS:${name}`)
    const read = (file: string) => readFileSync(join(folder, file), 'utf8')
    return { cert: read(`${name}.pem`), key: read(`${name}.key`), ca: read('authority.pem') }
  }
}

function fill(folder: string): void {
  mkdirSync(join(folder, 'etc'))
  writeFileSync(join(folder, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\n', { mode: 0o640 })
  linkSync(join(folder, 'etc/passwd'), join(folder, 'etc/passwd-'))
  symlinkSync('../../outside', join(folder, 'etc/link'))
  writeFileSync(join(folder, 'large'), Buffer.alloc(3_000_001, 'abc'))
  execFileSync('truncate', ['-s', '1G', join(folder, 'holes')])
  chmodSync(folder, 0o711)
}

async function bench(t: TestContext, inSocket = false) {
  const top = mkdtempSync(join(tmpdir(), 'quorate-trees-'))
  t.after(() => rmSync(top, { recursive: true, force: true }))
  const [from, to] = [join(top, 'from'), join(top, 'to')]
  for (const folder of [from, to]) mkdirSync(folder)
  fill(from)
  const host = realHost(rootAt(top, 'n1'), () => undefined)
  const taken = await takePorts('127.0.0.1', 1)
  t.after(() => taken[Symbol.dispose]())
  const place = inSocket ? { socket: join(top, 'socket') } : { host: '127.0.0.1', port: taken.ports[0] as number }
  const folders = new Map([['volume', to]])
  const receive = (more: Partial<TreesToReceive> = {}) =>
    receiveTrees(host, { place, tls: undefined, folders, signal: new AbortController().signal, ...more })
  const send = ({ tls, name = 'volume', ...more }: Partial<TreeToSend> & { tls?: TreesToReceive['tls']; name?: string } = {}) =>
    sendTree(host, {
      from,
      target: { place, name, tls },
      rateMBps: undefined,
      signal: AbortSignal.timeout(60_000),
      progress: () => undefined,
      ...more,
    })
  return { top, to, place, receive, send }
}

function checkCopy(to: string): void {
  assert.equal(lstatSync(to).mode & 0o777, 0o711)
  assert.equal(lstatSync(join(to, 'etc/passwd')).mode & 0o777, 0o640)
  assert.equal(lstatSync(join(to, 'etc/passwd')).ino, lstatSync(join(to, 'etc/passwd-')).ino)
  assert.equal(readlinkSync(join(to, 'etc/link')), '../../outside')
  assert.deepEqual(readFileSync(join(to, 'large')), Buffer.alloc(3_000_001, 'abc'))
  const { size, blocks } = lstatSync(join(to, 'holes'))
  assert.equal(size, 2 ** 30)
  assert.ok(blocks < 1000, 'holes stay holes')
}

test('a folder tree comes to the other node as it is, encrypted, and its progress is told', async t => {
  const { top, to, receive, send } = await bench(t)
  const node = certificates(top)
  await using _ = await receive({ tls: { peer: 'n1', credentials: node('n2') } })
  const told: number[] = []
  await send({ tls: { peer: 'n2', credentials: node('n1') }, progress: (done, total) => void told.push(done / total) })
  checkCopy(to)
  assert.equal(told.at(-1), 1)
})

test('a folder tree goes through a socket of this machine too', async t => {
  const { to, receive, send } = await bench(t, true)
  await using _ = await receive()
  await send()
  checkCopy(to)
})

test('nobody but the node that the guest comes from is let in, and nobody but the target is sent to', async t => {
  const { top, to, receive, send } = await bench(t)
  const node = certificates(top)
  const [n1, n2, n3] = [node('n1'), node('n2'), node('n3')]
  await using _ = await receive({ tls: { peer: 'n1', credentials: n2 } })
  await assert.rejects(send({ tls: { peer: 'n2', credentials: n3 } }), /cannot send files to 127\.0\.0\.1/)
  await assert.rejects(
    send({ tls: { peer: 'n3', credentials: n1 } }).catch(error => Promise.reject(new Error(failureText(error)))),
    /its certificate is that of 'n2'/,
  )
  await assert.rejects(send(), /cannot send files/)
  assert.equal(existsSync(join(to, 'etc')), false)
})

test('what the target cannot write fails with its words, and a name that nobody waits for is refused', async t => {
  const { to, receive, send } = await bench(t)
  {
    await using _ = await receive({ folders: new Map([['volume', '/proc/self']]) })
    await assert.rejects(send(), /cannot send files to 127\.0\.0\.1: .*(?:Cannot|Permission|not permitted|No such)/)
  }
  await using _ = await receive()
  await assert.rejects(send({ name: 'other' }), /waits for no such volume/)
  assert.equal(existsSync(join(to, 'etc')), false)
})

test('an abort at either side ends the copy, a connection that breaks off is no whole copy, and a rate is kept to', async t => {
  const { to, place, receive, send } = await bench(t)
  const target = new AbortController()
  await using _ = await receive({ signal: target.signal })
  const source = new AbortController()
  const begun = performance.now()
  await assert.rejects(
    send({ rateMBps: 0.5, signal: source.signal, progress: done => void (done > 100_000 && source.abort(new Error('enough'))) }),
    /enough/,
  )
  assert.ok(performance.now() - begun < 30_000)
  const socket = createConnection(place as { host: string; port: number })
  socket.on('error', () => undefined)
  socket.resume()
  socket.write(Buffer.concat([Buffer.from([0, 0, 0, 6]), Buffer.from('volume'), Buffer.from([0, 0, 0, 0]), Buffer.from([0, 0, 1, 0])]))
  socket.end()
  await new Promise(resolve => socket.once('close', resolve))
  const slow = performance.now()
  await send({ rateMBps: 4 })
  assert.ok(performance.now() - slow > 500, 'three megabytes at four each second')
  checkCopy(to)
  await assert.rejects(
    send({ rateMBps: 0.5, progress: done => void (done > 100_000 && target.abort(new Error('given up'))) }),
    /cannot send files/,
  )
})
