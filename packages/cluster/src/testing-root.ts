import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { rootAt, type Root } from '@quorate/host'

/** A root folder of its own for one test, removed after it. */
export function testRoot(t: TestContext, node = 'pve'): Root {
  const path = mkdtempSync(join(tmpdir(), 'quorate-cluster-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return rootAt(path, node)
}

export const tester = { authid: 'root@pam' }
