import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { atEnd, testRoot } from '../testing-root.ts'
import { datagramPort, Datagrams } from './datagrams.ts'
import type { Sent } from './packet.ts'

const acknowledgement = { epoch: 5, last: 7, chain: 11, hears: [2] }
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

async function arrives(received: readonly Sent[]): Promise<void> {
  for (let tries = 0; received.length === 0 && tries < 500; tries++) await sleep(10)
}

test('an acknowledgement comes to those it is for, and to nobody else', async t => {
  const file = keyFile(t, 'one key')
  const [one, two, three] = [await nodeOf(t, 1, file), await nodeOf(t, 2, file), await nodeOf(t, 3, file)]
  one.datagrams.send(acknowledgement, [2])
  await arrives(two.received)
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

test('without a key, without a name that anybody knows, and with the port taken, nothing is sent and nothing fails', async t => {
  const file = keyFile(t, 'one key')
  const taken = createSocket('udp4')
  atEnd(t, () => taken.close())
  await new Promise<void>(resolve => taken.bind({ port: datagramPort, address: addressOf(3), exclusive: true }, resolve))
  const notices: string[] = []
  const blocked = await nodeOf(t, 3, file, notices)
  for (let tries = 0; notices.length === 0 && tries < 500; tries++) await sleep(10)
  assert.match(notices.join(), /changes take longer: the config store cannot use UDP port 5404 of 127\.83\.0\.3 \(.*EADDRINUSE/)
  blocked.datagrams.send(acknowledgement, [1, 2])
  const keyless = await nodeOf(t, 1, join(testRoot(t).path, 'none'))
  keyless.datagrams.send(acknowledgement, [2])
  const two = await nodeOf(t, 2, file)
  await two.datagrams.nodesAre(new Map([...addresses, [1, 'no-such-host.invalid']]))
  two.datagrams.send(acknowledgement, [1, 3])
  await sleep(50)
  assert.deepEqual([keyless.received, blocked.received], [[], []])
})
