import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LoginThrottle } from './login-throttle.ts'

const start = 1_800_000_000_000

test('after five failures each further one blocks for twice as long, and time heals', async () => {
  const throttle = new LoginThrottle()
  const clock = { now: start }
  const fail = () =>
    throttle.attempt(
      'joe@pve',
      '10.0.0.1',
      () => clock.now,
      async () => undefined,
    )
  for (let count = 0; count < 5; count++) await fail()
  await assert.rejects(fail(), /try again in 1 seconds/)
  clock.now += 1000
  await fail()
  await assert.rejects(fail(), /try again in 2 seconds/)
  assert.equal(
    await throttle.attempt(
      'joe@pve',
      '10.0.0.2',
      () => clock.now,
      async () => 'in',
    ),
    'in',
  )
  clock.now += 3_600_000
  for (let count = 0; count < 4; count++) await fail()
  assert.equal(
    await throttle.attempt(
      'joe@pve',
      '10.0.0.1',
      () => clock.now,
      async () => 'in',
    ),
    'in',
  )
})

test('one address that tries many users is blocked, and an own account does not clear it', async () => {
  const throttle = new LoginThrottle()
  for (let count = 0; count < 30; count++) {
    await throttle.attempt(
      `u${count}@pve`,
      '10.0.0.1',
      () => start,
      async () => undefined,
    )
    if (count === 20)
      await throttle.attempt(
        'own@pve',
        '10.0.0.1',
        () => start,
        async () => 'in',
      )
  }
  await assert.rejects(
    throttle.attempt(
      'amy@pve',
      '10.0.0.1',
      () => start,
      async () => 'in',
    ),
    /too many failed attempts/,
  )
})

test('many attempts at once run one after the other', async () => {
  const throttle = new LoginThrottle()
  let running = 0
  const attempts = Array.from({ length: 20 }, () =>
    throttle.attempt(
      'joe@pve',
      '10.0.0.1',
      () => start,
      async () => {
        assert.equal(++running, 1)
        await new Promise(resolve => setImmediate(resolve))
        running--
        return undefined
      },
    ),
  )
  const settled = await Promise.allSettled(attempts)
  assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, 5)
})
