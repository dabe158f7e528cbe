import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AgentTurns } from './agent-turns.ts'

test('who wants to talk to an agent waits for a turn, in order; other guests do not wait', async () => {
  const turns = new AgentTurns()
  const order: number[] = []
  const talk = async (name: number) => {
    using _turn = await turns.take(100, 1000)
    await new Promise(resolve => setTimeout(resolve, 5))
    order.push(name)
  }
  const talks = [talk(1), talk(2), talk(3)]
  using _other = await turns.take(101, 1000)
  assert.deepEqual(order, [])
  await Promise.all(talks)
  assert.deepEqual(order, [1, 2, 3])
  using _again = await turns.take(100, 1000)
})

test('nobody waits longer than allowed, and who gave up is not in the way of the others', async () => {
  const turns = new AgentTurns()
  const first = await turns.take(100, 1000)
  const late = turns.take(100, 20)
  const patient = turns.take(100, 1000)
  await assert.rejects(late, { message: 'VM 100 guest agent is busy with other commands - got timeout' })
  first[Symbol.dispose]()
  using _turn = await patient
})

test('that an agent is dead is found out once for all who wait', async () => {
  const turns = new AgentTurns()
  const first = await turns.take(100, 1000)
  const others = [turns.take(100, 1000), turns.take(100, 1000)]
  first.refuseWaiting(new Error('dead'))
  for (const other of others) await assert.rejects(other, { message: 'dead' })
  first[Symbol.dispose]()
  using _next = await turns.take(100, 1000)
})
