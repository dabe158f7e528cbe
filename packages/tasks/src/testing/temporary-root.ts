import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootAt, type Root } from '@quorate/host'

/** A root of its own for one test, gone afterwards. */
export function temporaryRoot(): { root: Root } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-tasks-'))
  return { root: rootAt(folder, 'pve'), [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}
