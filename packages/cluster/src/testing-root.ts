import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { rootAt, type Root } from '@quorate/host'

const ends = new WeakMap<TestContext, (() => unknown)[]>()

/** Called when the test has ended, the latest first: the runner's own order would remove a root before its store is closed. */
export function atEnd(t: TestContext, action: () => unknown): void {
  const there = ends.get(t)
  if (there) {
    there.push(action)
    return
  }
  const actions = [action]
  ends.set(t, actions)
  t.after(async () => {
    for (const one of actions.toReversed()) await one()
  })
}

/** A root folder of its own for one test, removed after it. */
export function testRoot(t: TestContext, node = 'pve'): Root {
  const path = mkdtempSync(join(tmpdir(), 'quorate-cluster-'))
  atEnd(t, () => rmSync(path, { recursive: true, force: true }))
  return rootAt(path, node)
}

export const tester = { authid: 'root@pam' }
