/** Runs a client program in another language that tells the outcome of its steps as lines of JSON, each a test of ours. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'

interface Step {
  readonly step: string
  readonly outcome: 'ok' | 'failed' | 'skipped'
  readonly detail: string
}

export async function testSteps(
  t: TestContext,
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const child = spawn(program, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject))
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', text => (complaints += text))
  for await (const line of createInterface({ input: child.stdout })) {
    const { step, outcome, detail } = JSON.parse(line) as Step
    await t.test(step, sub => {
      if (outcome === 'skipped') sub.skip(detail)
      else assert.equal(outcome, 'ok', detail)
    })
  }
  assert.equal(await ended, 0, complaints)
}
