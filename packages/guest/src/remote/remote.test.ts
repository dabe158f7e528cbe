import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { duplexPair, PassThrough, type Duplex } from 'node:stream'
import { test } from 'node:test'
import { realHost, rootAt, type Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { bridgeMap } from '../migration/storage-map.ts'
import { connectRemote } from './connect-remote.ts'
import { ControlChannel, ControlRefusal, serveControl } from './control-channel.ts'
import { ForwardedSockets } from './forward-sockets.ts'
import { addressText, remoteEndpointOf } from './remote-endpoint.ts'
import { makeTunnelFolder, redeemTunnel, removeTunnelFolder } from './tunnel-folder.ts'

const signal = new AbortController().signal

async function withHost(work: (host: Host) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-remote-'))
  try {
    await work(realHost(rootAt(folder, 'n1'), () => undefined))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('an endpoint is read as it is written for other products, with or without a port', () => {
  const token = 'PVEAPIToken=root@pam!move=0123'
  assert.deepEqual(remoteEndpointOf({ host: 'pve.example', apitoken: token }), { host: 'pve.example', port: 8006, token })
  assert.equal(remoteEndpointOf({ host: 'pve.example', apitoken: 'PVEAPIToken root@pam!move=0123' }).token, token)
  assert.equal(addressText(remoteEndpointOf({ host: 'fd00::1', port: 443, apitoken: token })), '[fd00::1]:443')
})

test('bridges are mapped like storages', () => {
  const map = bridgeMap('vmbr0:vmbr7,vmbr1', 'target-bridge')
  assert.deepEqual(['vmbr0', 'vmbr5'].map(map), ['vmbr7', 'vmbr1'])
  assert.throws(() => bridgeMap('a/b', 'target-bridge'), /Parameter verification failed/)
})

test('nobody listens: the failure has the status of a node that is not reached', async () => {
  const server = createServer()
  const port = await new Promise<number>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  )
  await new Promise(resolve => server.close(resolve))
  await assert.rejects(
    connectRemote(remoteEndpointOf({ host: '127.0.0.1', port, apitoken: 'PVEAPIToken=a@pam!b=secret' })),
    (error: Failure) => error.status === 595 && !error.message.includes('secret'),
  )
})

test('questions are answered in any order, refused in words, and fail when the channel breaks', async () => {
  const [here, there] = duplexPair() as [Duplex, Duplex]
  const late = Promise.withResolvers<string>()
  const served = serveControl(there, {
    late: () => late.promise,
    never: () => new Promise(() => undefined),
    double: given => Number(given) * 2,
    refuse: () => {
      throw new Failure('not today')
    },
  })
  const channel = new ControlChannel(here)
  const first = channel.ask('late', null, signal)
  assert.equal(await channel.ask('double', 21, signal), 42)
  late.resolve('at last')
  assert.equal(await first, 'at last')
  await assert.rejects(
    channel.ask('refuse', null, signal),
    (error: Error) => error instanceof ControlRefusal && error.message === 'not today',
  )
  await assert.rejects(channel.ask('toString', null, signal), /'toString' is not known here/)
  const broke = (error: Failure) => !(error instanceof ControlRefusal) && error.status === 596
  const cut = assert.rejects(channel.ask('never', null, signal), broke)
  here.destroy()
  await cut
  await served
  await assert.rejects(channel.ask('double', 1, signal), broke)
  assert.equal(channel.broken, true)
})

test('whoever speaks something else on the control stream is hung up on', async () => {
  const [here, there] = duplexPair() as [Duplex, Duplex]
  here.resume()
  here.write('GET / HTTP/1.1\r\n\r\n')
  await serveControl(there, {})
  assert.equal(there.destroyed, true)
})

test('a ticket leads to the sockets of its own tunnel, for its own caller and guest only', () =>
  withHost(async host => {
    const tunnel = await makeTunnelFolder(host, 'VM 100', 'root@pam!move')
    const redeem = (more: { authid?: string; owner?: string; socket?: string; ticket?: string } = {}) => {
      const { authid = 'root@pam!move', owner = 'VM 100', socket = tunnel.socket('memory'), ticket = tunnel.ticket } = more
      return redeemTunnel(host, authid, owner, socket, ticket)
    }
    assert.equal(await redeem(), tunnel.socket('memory'))
    assert.equal(await redeem({ socket: tunnel.socket('control') }), tunnel.socket('control'))
    const other = await makeTunnelFolder(host, 'VM 100', 'root@pam!move')
    const refused = [
      { authid: 'root@pam' },
      { owner: 'VM 101' },
      { ticket: other.ticket },
      { socket: other.socket('memory') },
      { socket: join(host.root.run, 'qemu-server/100.qmp') },
      { socket: `${tunnel.socket('memory')}/../../../qemu-server/100.qmp` },
      { socket: tunnel.socket('memory').replace('memory', 'ticket') },
    ]
    for (const one of refused) await assert.rejects(redeem(one), (error: Failure) => error.status === 401)
    await removeTunnelFolder(host, tunnel.id)
    await assert.rejects(redeem(), /expired/)
  }))

test('what connects to a forwarded socket gets a stream of its own, until all of them are broken off', () =>
  withHost(async host => {
    await using forwarded = new ForwardedSockets(host)
    const failures: unknown[] = []
    let opened = 0
    const open = async (): Promise<Duplex> => {
      if (opened++ > 0) throw new Failure('no more')
      const far = new PassThrough()
      far.write('magic')
      return far
    }
    const path = await forwarded.listen('images', open, error => failures.push(error))
    const socket = connect(path)
    const [chunk] = await socket.take(1).toArray()
    assert.equal(String(chunk), 'magic')
    const second = connect(path)
    second.resume()
    await new Promise(resolve => second.once('close', resolve))
    assert.match(String(failures[0]), /no more/)
    const third = connect(path).resume()
    third.on('error', () => undefined)
    forwarded.breakOff()
    await new Promise(resolve => third.once('close', resolve))
  }))
