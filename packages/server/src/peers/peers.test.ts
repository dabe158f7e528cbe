import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:https'
import { test } from 'node:test'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { setTimeout as delay } from 'node:timers/promises'
import { realHost, rootAt } from '@quorate/host'
import { WebSocket } from 'ws'
import { createAuthority, createCertificate } from '../certificates.ts'
import { askSocket } from '../testing/running-daemon.ts'
import { testCertificates } from '../testing/running-proxy.ts'
import { nodeCertificate, startCluster, trustBy, type TestNode } from '../testing/two-nodes.ts'
import { peerProtocol } from './peers.ts'
import { stateCaller, statementHeader, type PeerSession, type StatedRequest } from './statement.ts'

const user = { authorization: 'user ann@pve' }
const root = { authorization: 'user root@pam' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !condition(); tries += 1) await delay(50)
  assert.ok(condition())
}

test('a call for another node runs there, for the same caller, with the same answer as there', async () => {
  await using cluster = await startCluster()
  const [a, b] = cluster.nodes
  const asked = { method: 'POST', headers: { ...user, ...form }, body: 'text=h%C3%A9' }
  const answer = await a.proxy.ask('/api2/json/nodes/b/echo', asked)
  assert.equal(answer.status, 200)
  assert.deepEqual(answer.json().data, {
    node: 'b',
    text: 'hé',
    ran: 'b',
    caller: { authid: 'ann@pve', userid: 'ann@pve', root: 0, address: '127.0.0.1' },
  })
  const there = await b.proxy.ask('/api2/json/nodes/b/echo', asked)
  assert.deepEqual(answer.body, there.body)
  for (const format of ['json', 'extjs']) {
    for (const path of ['nodes/b/fails?text=it%20is%20%C3%A9', 'nodes/b/fails', 'nodes/b/qemu/100/config', 'nodes/b/nothing']) {
      const [here, direct] = [
        await a.proxy.ask(`/api2/${format}/${path}`, { headers: user }),
        await b.proxy.ask(`/api2/${format}/${path}`, { headers: user }),
      ]
      assert.deepEqual([here.status, here.reason, here.json()], [direct.status, direct.reason, direct.json()], path)
    }
  }
})

test('a node is reached by another of its links when nobody answers at the first', async () => {
  // Nobody is there, and nobody says so.
  await using cluster = await startCluster({ silent: ['192.0.2.1'] })
  const begun = performance.now()
  const answer = await cluster.nodes[0].proxy.ask('/api2/json/nodes/b/echo', {
    method: 'POST',
    headers: { ...user, ...form },
    body: 'text=x',
  })
  assert.equal(answer.json().data.ran, 'b')
  assert.ok(performance.now() - begun < 2900, 'the first link was waited for')
})

test('many calls at once each get their own answer', async () => {
  await using cluster = await startCluster()
  const [a] = cluster.nodes
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      a.proxy.ask('/api2/json/nodes/b/echo', { method: 'POST', headers: { ...user, ...form }, body: `text=${at}` }),
    ),
  )
  assert.deepEqual(
    answers.map(answer => answer.json().data.text),
    answers.map((_, at) => String(at)),
  )
})

test('the command line of root reaches other nodes as root', async () => {
  await using cluster = await startCluster()
  const [a] = cluster.nodes
  const answer = await askSocket(a.daemon.trusted, '/api2/json/nodes/b/echo', { method: 'POST' })
  assert.partialDeepStrictEqual(answer.json().data, { ran: 'b', caller: { authid: 'root@pam', root: 1, address: 'cli' } })
})

test('permissions are decided by the node that runs the call, and bad credentials by the one that was asked', async () => {
  await using cluster = await startCluster({ rights: { 'ann@pve': { '/vms/100': ['VM.Audit'] } } })
  const [a] = cluster.nodes
  assert.equal((await a.proxy.ask('/api2/json/nodes/b/qemu/100/config', { headers: user })).status, 200)
  const refused = await a.proxy.ask('/api2/json/nodes/b/qemu/101/config', { headers: user })
  assert.deepEqual([refused.status, refused.reason], [403, 'Permission check failed (/vms/101, VM.Audit)'])
  assert.equal((await a.proxy.ask('/api2/json/nodes/b/qemu/100/config', { headers: { authorization: 'no' } })).status, 401)
  assert.equal((await a.proxy.ask('/api2/json/nodes/b/qemu/100/config')).status, 401)
})

test('uploads and downloads pass through as streams', async () => {
  await using cluster = await startCluster()
  const [a, b] = cluster.nodes
  const boundary = 'xx'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="content"\r\n\r\niso\r\n--${boundary}\r\ncontent-disposition: form-data; name="filename"; filename="a.iso"\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), Buffer.alloc(3_000_000, 'u'), Buffer.from(`\r\n--${boundary}--\r\n`)])
  const type = `multipart/form-data; boundary=${boundary}`
  for (let round = 0; round < 3; round += 1) {
    const up = await a.proxy.ask('/api2/json/nodes/b/storage/local/upload', {
      method: 'POST',
      headers: { ...root, 'content-type': type },
      body,
    })
    assert.partialDeepStrictEqual(up.json().data, { size: 3_000_000, filename: 'a.iso', node: 'b' })
    const down = await a.proxy.ask('/api2/json/nodes/b/download?size=3000000', { headers: user })
    assert.deepEqual([down.status, down.body.length, down.headers['content-length']], [200, 3_000_000, '3000000'])
    assert.match(down.headers['content-disposition'] ?? '', /a\.bin/)
  }
  assert.equal(a.seen.length, 0)
  assert.equal(b.seen.length, 3)
  const refused = await a.proxy.ask('/api2/json/nodes/b/storage/local/upload', {
    method: 'POST',
    headers: { ...user, 'content-type': type },
    body,
  })
  assert.deepEqual([refused.status, b.seen.length], [403, 3])
})

test('events pass through as they come, from where they are to go on', async () => {
  await using cluster = await startCluster()
  const [a] = cluster.nodes
  const outgoing = request({
    host: '127.0.0.1',
    port: a.proxy.port,
    path: '/api2/json/nodes/b/events',
    headers: { ...user, 'last-event-id': 'e-41' },
    ca: a.proxy.ca,
    agent: false,
  })
  outgoing.on('error', () => undefined)
  outgoing.end()
  const [response] = await once(outgoing, 'response')
  let text = ''
  for await (const chunk of response) {
    text += chunk
    if (text.includes('e-43')) break
  }
  assert.match(text, /id: e-42\n/)
  outgoing.destroy()
})

test('a WebSocket of another node carries bytes both ways, and a refusal comes as an HTTP error', async () => {
  await using cluster = await startCluster()
  const [a] = cluster.nodes
  const open = (headers: Record<string, string>) =>
    new WebSocket(`wss://127.0.0.1:${a.proxy.port}/api2/json/nodes/b/console`, ['binary'], { headers, ca: a.proxy.ca })
  const socket = open(root)
  await once(socket, 'open')
  const big = Buffer.alloc(200_000, 'k')
  socket.send(big)
  let received = 0
  while (received < big.length) received += ((await once(socket, 'message'))[0] as Buffer).length
  socket.close()
  await once(socket, 'close')
  const refused = open(user)
  const [error] = await once(refused, 'error')
  assert.match(String(error), /403/)
})

test('a client that goes away ends the call on the other node', async () => {
  await using cluster = await startCluster()
  const [a, b] = cluster.nodes
  const outgoing = request({
    host: '127.0.0.1',
    port: a.proxy.port,
    path: '/api2/json/nodes/b/slow?ms=60000',
    headers: user,
    ca: a.proxy.ca,
    agent: false,
  })
  outgoing.on('error', () => undefined)
  outgoing.end()
  await delay(300)
  outgoing.destroy()
  await until(() => b.seen.length > 0)
  assert.deepEqual(b.seen, [{ aborted: true }])
})

test('a node that is no member is refused at once, one that cannot be reached soon, an unknown one as ever', async () => {
  await using cluster = await startCluster()
  const [a, b] = cluster.nodes
  const ask = (node: string) => a.proxy.ask(`/api2/json/nodes/${node}/slow?ms=1`, { headers: user })
  cluster.offline.add('b')
  const offline = await ask('b')
  assert.equal(offline.status, 595)
  assert.match(offline.reason, /^node 'b' is not a member of the cluster now/)
  assert.equal((await a.proxy.ask('/api2/extjs/nodes/b/slow?ms=1', { headers: user })).json().status, 595)
  cluster.offline.clear()
  await b.proxy[Symbol.asyncDispose]()
  const gone = await ask('b')
  assert.equal(gone.status, 595)
  assert.match(gone.reason, /^no connection to node 'b' \(127\.0\.0\.1:\d+\): connect ECONNREFUSED/)
  assert.match((await ask('c')).reason, /^hostname lookup 'c' failed/)
})

test('calls that wait for a node that leaves are over at once', async () => {
  await using cluster = await startCluster()
  const [a] = cluster.nodes
  const waiting = a.proxy.ask('/api2/json/nodes/b/slow?ms=60000', { headers: user })
  await delay(300)
  cluster.offline.add('b')
  cluster.changed()
  assert.equal((await waiting).status, 595)
})

test('a daemon that ends lets the other nodes find its successor', async () => {
  await using cluster = await startCluster()
  const [a, b] = cluster.nodes
  const ask = () => a.proxy.ask('/api2/json/nodes/b/echo', { method: 'POST', headers: user })
  assert.equal((await ask()).status, 200)
  await b.daemon[Symbol.asyncDispose]()
  const answer = await ask()
  assert.equal(answer.status, 595)
  assert.match(answer.reason, /no connection to node 'b'/)
})

/** What comes next; nothing where the connection ends. */
const nextText = (socket: TLSSocket) =>
  new Promise<string>(resolve => {
    socket.once('data', (data: Buffer) => resolve(data.toString('utf8')))
    socket.once('close', () => resolve(''))
  })

/** A connection as a node makes one, from outside of the product. */
async function speak(to: TestNode, options: ConnectionOptions): Promise<{ socket: TLSSocket; challenge: string }> {
  const socket = connect({ host: '127.0.0.1', port: to.proxy.port, servername: to.name, ALPNProtocols: [peerProtocol], ...options })
  socket.on('error', () => undefined)
  return { socket, challenge: (await nextText(socket)).trim() }
}

async function say(socket: TLSSocket, { method, url, body }: StatedRequest, headers: Record<string, string>): Promise<string> {
  const lines = Object.entries({ host: 'b', 'content-length': String(body?.length ?? 0), ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  socket.write(`${method} ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  if (body) socket.write(body)
  return await nextText(socket)
}

const status = (answer: string) => Number(answer.split(' ')[1])
const rootCaller = { authid: 'root@pam', userid: 'root@pam', root: true, address: '192.0.2.7' }

test('nobody speaks as a node without a certificate of the cluster, or as one that the cluster does not know', async () => {
  await using cluster = await startCluster()
  const [a, b] = cluster.nodes
  const { authority } = await testCertificates
  assert.equal((await speak(b, { ca: authority.cert })).challenge, '')
  const strange = await nodeCertificate('stranger')
  assert.match((await speak(b, { ca: authority.cert, ...strange })).challenge, /knows no node 'stranger'/)
  const host = realHost(rootAt(a.daemon.folder, 'a'), () => undefined)
  const impostor = await createCertificate(host, { authority: await createAuthority(host, 'other'), node: 'a' })
  assert.equal((await speak(b, { ca: authority.cert, ...impostor })).challenge, '')
  const known = await speak(b, { ca: authority.cert, ...a.certificate })
  assert.match(known.challenge, /^[0-9a-f]{32}$/)
  known.socket.destroy()
})

test('what a node says without a good statement of who calls reaches nothing', async () => {
  let now = Date.now()
  const trust = trustBy('shared', () => now)
  await using cluster = await startCluster({ trust: () => trust })
  const [a, b] = cluster.nodes
  const { authority } = await testCertificates
  const asked: StatedRequest = { method: 'GET', url: '/api2/json/nodes/b/download?size=3', headers: {} }
  async function attempt(
    make: (session: PeerSession) => string | undefined,
    request: StatedRequest = asked,
    headers: Record<string, string> = {},
  ): Promise<string> {
    const { socket, challenge } = await speak(b, { ca: authority.cert, ...a.certificate })
    const statement = make({ from: 'a', to: 'b', challenge, count: 0 })
    const answer = await say(socket, request, { ...headers, ...(statement !== undefined && { [statementHeader]: statement }) })
    socket.destroy()
    return answer
  }
  assert.equal(status(await attempt(session => stateCaller(trust, session, rootCaller, asked))), 200)
  const bad: Record<string, Promise<string>> = {
    none: attempt(() => undefined),
    'credentials of a client': attempt(() => undefined, asked, root),
    forged: attempt(session => stateCaller(trustBy('other'), session, rootCaller, asked)),
    'another node': attempt(session => stateCaller(trust, { ...session, to: 'c' }, rootCaller, asked)),
    'in the name of another': attempt(session => stateCaller(trust, { ...session, from: 'c' }, rootCaller, asked)),
    'another connection': attempt(session => stateCaller(trust, { ...session, challenge: '0'.repeat(32) }, rootCaller, asked)),
    'another path': attempt(session => stateCaller(trust, session, rootCaller, { ...asked, url: '/api2/json/nodes/b/download?size=4' })),
    'another method': attempt(session => stateCaller(trust, session, rootCaller, { ...asked, method: 'POST' })),
    'a whole call': attempt(session => stateCaller(trust, session, rootCaller, { ...asked, body: Buffer.alloc(0) })),
    'another caller': attempt(session => {
      const [payload = '', signature = ''] = stateCaller(trust, session, { ...rootCaller, authid: 'ann@pve' }, asked).split('.')
      const changed = Buffer.from(payload, 'base64url').toString().replace('ann@pve', 'root@pam')
      return `${Buffer.from(changed).toString('base64url')}.${signature}`
    }),
    nonsense: attempt(() => '....'),
    'another type': attempt(session => stateCaller(trust, session, rootCaller, asked), asked, { 'content-type': 'text/plain' }),
  }
  for (const [what, answer] of Object.entries(bad)) assert.equal(status(await answer), 403, what)
  now -= 400_000
  const early = stateCaller.bind(undefined, { ...trust, now: () => Date.now() })
  assert.match(await attempt(session => early(session, rootCaller, asked)), /403 .*clocks/)
})

test('a statement is good once, and a login or a tunnel is none', async () => {
  await using cluster = await startCluster()
  const [a, b] = cluster.nodes
  const { authority } = await testCertificates
  const trust = trustBy('shared')
  const asked: StatedRequest = { method: 'GET', url: '/api2/json/nodes/b/download?size=3', headers: {} }
  const { socket, challenge } = await speak(b, { ca: authority.cert, ...a.certificate })
  const statement = stateCaller(trust, { from: 'a', to: 'b', challenge, count: 0 }, rootCaller, asked)
  assert.equal(status(await say(socket, asked, { [statementHeader]: statement })), 200)
  assert.match(await say(socket, asked, { [statementHeader]: statement }), /403 .*stated before/)
  const body = Buffer.from('username=a&password=b')
  assert.equal(status(await say(socket, { method: 'POST', url: '/api2/json/access/ticket', headers: {}, body }, form)), 403)
  assert.notEqual(status(await say(socket, { method: 'CONNECT', url: 'x:1', headers: {} }, {})), 200)
  socket.destroy()
})

test('who steps in between two nodes cannot change the body of a call', async () => {
  const trust = trustBy('shared')
  const session = (): PeerSession => ({ from: 'a', to: 'b', challenge: 'c', count: 0 })
  const asked = { method: 'POST', url: '/x', headers: {}, body: Buffer.from('force=0') }
  const statement = stateCaller(trust, session(), rootCaller, asked)
  const { statedCaller } = await import('./statement.ts')
  const headers = { [statementHeader]: statement }
  assert.equal(statedCaller(trust, session(), { ...asked, headers }).authid, 'root@pam')
  assert.throws(() => statedCaller(trust, session(), { ...asked, headers, body: Buffer.from('force=1') }), /not signed/)
})

test('what comes from another node is not handed on to a third', async () => {
  await using cluster = await startCluster()
  const [a, b] = cluster.nodes
  const { authority } = await testCertificates
  const asked: StatedRequest = { method: 'GET', url: '/api2/json/nodes/a/download?size=3', headers: {} }
  const { socket, challenge } = await speak(b, { ca: authority.cert, ...a.certificate })
  const statement = stateCaller(trustBy('shared'), { from: 'a', to: 'b', challenge, count: 0 }, rootCaller, asked)
  assert.match(await say(socket, asked, { [statementHeader]: statement }), /500 hostname lookup 'a' failed/)
  socket.destroy()
})
