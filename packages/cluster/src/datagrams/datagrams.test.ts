import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { atEnd, testRoot } from '../testing-root.ts'
import { datagramPort, Datagrams } from './datagrams.ts'
import type { Sent } from './packet.ts'

const acknowledgement = { epoch: 5, last: 7, chain: 11, mark: 13, hears: [2] }
/** All of 127.0.0.0/8 is this machine. */
const addressOf = (node: number) => `127.83.0.${node}`
const addresses = new Map([1, 2, 3].map(node => [node, addressOf(node)]))

function keyFile(t: TestContext, key: string): string {
  const file = join(testRoot(t).path, 'authkey')
  writeFileSync(file, key)
  return file
}

async function nodeOf(t: TestContext, id: number, file: string, notices: string[] = []) {
  const received: Sent[] = []
  const datagrams = new Datagrams(
    id,
    sent => received.push(sent),
    text => notices.push(text),
    file,
  )
  atEnd(t, () => datagrams.close())
  await datagrams.nodesAre(addresses)
  return { datagrams, received }
}

async function untilThere(things: readonly unknown[]): Promise<void> {
  for (let tries = 0; things.length === 0 && tries < 500; tries++) await sleep(10)
  assert(things.length > 0, 'nothing came')
}

test('an acknowledgement comes to those it is for, and to nobody else', async t => {
  const file = keyFile(t, 'one key')
  const [one, two, three] = [await nodeOf(t, 1, file), await nodeOf(t, 2, file), await nodeOf(t, 3, file)]
  one.datagrams.send(acknowledgement, [2])
  await untilThere(two.received)
  assert.deepEqual(two.received, [{ from: 1, ...acknowledgement }])
  assert.deepEqual([one.received, three.received], [[], []])
})

test('what somebody without the key sends is passed over', async t => {
  const two = await nodeOf(t, 2, keyFile(t, 'one key'))
  const stranger = await nodeOf(t, 1, keyFile(t, 'another key'))
  stranger.datagrams.send(acknowledgement, [2])
  const socket = createSocket('udp4')
  atEnd(t, () => socket.close())
  for (const text of ['', 'QA', 'x'.repeat(2000)]) socket.send(text, datagramPort, addressOf(2))
  await sleep(100)
  assert.deepEqual(two.received, [])
})

test('a node with its port taken says so once, hears nothing, and its datagrams are not missed by the others', async t => {
  const file = keyFile(t, 'one key')
  const taken = createSocket('udp4')
  const stolen: Buffer[] = []
  taken.on('message', bytes => stolen.push(bytes))
  atEnd(t, () => taken.close())
  await new Promise<void>(resolve => taken.bind({ port: datagramPort, address: addressOf(3), exclusive: true }, resolve))
  const notices: string[] = []
  const [one, blocked] = [await nodeOf(t, 1, file), await nodeOf(t, 3, file, notices)]
  await untilThere(notices)
  await blocked.datagrams.look()
  await sleep(50)
  assert.equal(notices.length, 1)
  assert.match(String(notices), /changes take longer: the config store cannot use UDP port 5404 of 127\.83\.0\.3 \(.*EADDRINUSE/)
  one.datagrams.send(acknowledgement, [3])
  await untilThere(stolen)
  blocked.datagrams.send(acknowledgement, [1])
  await sleep(50)
  assert.deepEqual([one.received, blocked.received], [[], []])
})

test('a key that comes later counts from then on, and so does another one', async t => {
  const file = keyFile(t, 'one key')
  const other = join(testRoot(t).path, 'later')
  const [one, two] = [await nodeOf(t, 1, file), await nodeOf(t, 2, other)]
  one.datagrams.send(acknowledgement, [2])
  two.datagrams.send(acknowledgement, [1])
  await sleep(50)
  assert.deepEqual([one.received, two.received], [[], []])
  writeFileSync(other, 'one key')
  await two.datagrams.look()
  two.datagrams.send(acknowledgement, [1])
  await untilThere(one.received)
  one.datagrams.send(acknowledgement, [2])
  await untilThere(two.received)
  writeFileSync(other, 'another key')
  await two.datagrams.look()
  one.datagrams.send({ ...acknowledgement, last: 8 }, [2])
  await sleep(50)
  assert.deepEqual([one.received.length, two.received.map(({ last }) => last)], [1, [7]])
})

test('a node whose name nobody knows is left out, the others are not', async t => {
  const file = keyFile(t, 'one key')
  const [one, two, three] = [await nodeOf(t, 1, file), await nodeOf(t, 2, file), await nodeOf(t, 3, file)]
  await one.datagrams.nodesAre(new Map([...addresses, [2, 'no-such-host.invalid']]))
  one.datagrams.send(acknowledgement, [2, 3])
  await untilThere(three.received)
  assert.deepEqual([two.received, three.received.length], [[], 1])
})
