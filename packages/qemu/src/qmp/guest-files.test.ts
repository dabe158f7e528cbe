import assert from 'node:assert/strict'
import { test } from 'node:test'
import { membersOf } from './agent-answers.ts'
import { readGuestFile, writeGuestFile } from './guest-files.ts'

/** Answers each command with what stands for it; of a list one after the other. */
function agentSaying(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = []
  const execute = async (command: string) => {
    asked.push(command)
    const answer = answers[command]
    return Array.isArray(answer) ? (answer.shift() as unknown) : answer
  }
  return { execute, asked }
}

const part = (text: string, eof = false) => ({ count: text.length, 'buf-b64': Buffer.from(text).toString('base64'), eof })
const whole = { offset: 0, count: 100 }

test('a file is read to its end, or as far as was asked', async () => {
  const agent = agentSaying({ 'guest-file-open': 1, 'guest-file-read': [part('ab'), part('cd', true)] })
  assert.deepEqual(await readGuestFile(agent, '/x', whole), { data: Buffer.from('abcd'), truncated: false })
  const longer = agentSaying({ 'guest-file-open': 1, 'guest-file-read': [part('abc'), part('d')] })
  assert.deepEqual(await readGuestFile(longer, '/x', { offset: 0, count: 3 }), { data: Buffer.from('abc'), truncated: true })
  assert.equal(longer.asked.at(-1), 'guest-file-close')
})

test('an agent that never comes to the end of a file is not asked for ever', { timeout: 5000 }, async () => {
  const agent = agentSaying({ 'guest-file-open': 1, 'guest-file-read': part('') })
  assert.deepEqual(await readGuestFile(agent, '/x', whole), { data: Buffer.from(''), truncated: false })
})

test('an agent that sends more than it was asked for fills no memory with it', async () => {
  const agent = agentSaying({ 'guest-file-open': 1, 'guest-file-read': part('x'.repeat(1000)) })
  assert.equal((await readGuestFile(agent, '/x', whole)).data.length, 100)
})

test('an answer that is none is refused with a sentence, and the file closed', async () => {
  for (const answer of [undefined, null, 'text', {}, { 'buf-b64': 7, eof: true }, { 'buf-b64': '', eof: 'no' }]) {
    const agent = agentSaying({ 'guest-file-open': 1, 'guest-file-read': answer })
    await assert.rejects(readGuestFile(agent, '/x', whole), {
      message: "the guest agent gave an answer to 'guest-file-read' that cannot be used",
    })
    assert.equal(agent.asked.at(-1), 'guest-file-close')
  }
  const writer = agentSaying({ 'guest-file-open': 1, 'guest-file-write': { count: 'all' } })
  await assert.rejects(writeGuestFile(writer, '/x', 'YWJj'), /'guest-file-write' that cannot be used/)
})

test('members that nobody asked for are left out', () => {
  const answer = JSON.parse('{"exited": true, "__proto__": {"exitcode": 7}, "more": 1}') as unknown
  assert.deepEqual(membersOf('guest-exec-status', answer, { exited: 'boolean', exitcode: 'number?' }), { exited: true })
})
