import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { findProgram, realHost, rootAt, type Host } from '@quorate/host'
import type { TerminalLine } from '../terminal-bridge.ts'
import { endSessions } from './end-sessions.ts'
import type { SessionProgram } from './session-program.ts'
import { TerminalSessions } from './terminal-sessions.ts'

const skip = findProgram('dtach') === undefined && 'dtach is not installed'

interface Trial {
  readonly host: Host
  readonly sessions: TerminalSessions
}

function trial(t: TestContext): Trial {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-sessions-'))
  const host = realHost(rootAt(folder, 'pve'), () => undefined)
  const sessions = new TerminalSessions(host, text => t.diagnostic(text))
  t.after(async () => {
    await endSessions(host, () => true)
    rmSync(folder, { recursive: true, maxRetries: 5 })
  })
  return { host, sessions }
}

const program = (name: string, script: string): SessionProgram => ({
  name,
  title: 'a test',
  program: 'sh',
  args: ['-c', script],
  whyEnded: async () => 'That was all.',
})

/** What a viewer gets until the pattern matches, or the end. */
async function seen(line: TerminalLine, pattern?: RegExp): Promise<string> {
  let text = ''
  const late = setTimeout(() => line.destroy(new Error(`no ${pattern ?? 'end'} in ${JSON.stringify(text)}`)), 30_000)
  try {
    for await (const chunk of line.iterator({ destroyOnReturn: false })) {
      text += String(chunk)
      if (pattern?.test(text)) return text
    }
    assert.equal(pattern, undefined, text)
    return text
  } finally {
    clearTimeout(late)
  }
}

const files = ({ host }: Trial) => readdirSync(join(host.root.run, 'terminals')).toSorted()

async function until(what: string, look: () => boolean): Promise<void> {
  for (let tries = 0; !look(); tries += 1) {
    assert.ok(tries < 1500, `not in thirty seconds: ${what}`)
    await delay(20)
  }
}

test('nothing is lost of what a program prints before anybody looks', { skip }, async t => {
  const { sessions } = trial(t)
  for (let round = 0; round < 10; round += 1) {
    const session = await sessions.open(program(`s-${round}`, 'echo first; exec cat'))
    assert.match(await seen(session.join(), /first/), /\u001b\[3Jfirst/)
  }
})

test('a program that ends at once shows what it said, and why it ended, to whoever comes then', { skip }, async t => {
  const { sessions } = trial(t)
  const session = await sessions.open(program('s', 'echo "no such thing"; exit 1'))
  const early = seen(session.join())
  assert.match(await early, /no such thing\r\n[^]*That was all\./)
  assert.match(await seen(session.join()), /no such thing\r\n[^]*That was all\./)
})

test('one that is opened again in the moment of its end is a new one, and lives', { skip }, async t => {
  const { sessions } = trial(t)
  for (let round = 0; round < 10; round += 1) {
    const session = await sessions.open(program('s', `echo "round ${round}"; read x`))
    const line = session.join()
    await seen(line, new RegExp(`round ${round}`))
    line.write('\r')
    await seen(line)
  }
})

test('sessions are ended with a program that does not want to, and without others', { skip }, async t => {
  const node = trial(t)
  const stubborn = await node.sessions.open(program('over-1', 'trap "" HUP TERM; echo "pid $$"; while :; do sleep 1; done'))
  const line = stubborn.join()
  const pid = /pid (\d+)/.exec(await seen(line, /pid \d+\D/))?.[1] ?? ''
  await node.sessions.open(program('other-1', 'exec cat'))
  assert.ok(existsSync(`/proc/${pid}`))
  await endSessions(node.host, name => name.startsWith('over-'))
  const runs = existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
  assert.equal(runs, false, 'the program runs on')
  assert.match(await seen(line), /That was all\./)
  await until('the files are gone', () => files(node).every(name => name.startsWith('other-1.')))
  assert.ok(files(node).includes('other-1.sock'))
})

test('who lets go of a session finds it again with its screen', { skip }, async t => {
  const { host, sessions } = trial(t)
  const first = await sessions.open(program('s', 'echo "äöü is here"; exec cat'))
  await seen(first.join(), /is here/)
  await sessions[Symbol.asyncDispose]()
  const again = await new TerminalSessions(host, text => t.diagnostic(text)).open(program('s', 'echo another'))
  const line = again.join()
  assert.match(await seen(line, /is here/), /äöü is here/)
  line.write('typed\r')
  await seen(line, /typed\r\ntyped/)
})
