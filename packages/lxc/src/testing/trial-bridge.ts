import { execFileSync } from 'node:child_process'
import type { TestContext } from 'node:test'

/** A bridge that goes with the test. */
export function trialBridge(t: TestContext, name: string): void {
  execFileSync('ip', ['link', 'add', name, 'type', 'bridge'])
  t.after(() => execFileSync('ip', ['link', 'del', name]))
  execFileSync('ip', ['link', 'set', name, 'up'])
}
