import assert from 'node:assert/strict'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { editsText } from '../testing/edits-text.ts'
import { sampleSettings } from '../testing/sample-settings.ts'
import { parseTree } from '../testing/tree-text.ts'
import { setupAtCreate, setupAtStart } from './setup.ts'

const folder = join(import.meta.dirname, 'golden')

for (const file of globSync('*/*.tree', { cwd: folder })) {
  for (const [name, settings] of Object.entries(sampleSettings)) {
    test(`${file.replace('.tree', '')} is set up as agreed with the settings '${name}', and a second time nothing changes`, () => {
      const tree = parseTree(readFileSync(join(folder, file), 'utf8'))
      const edits = name === 'create' ? setupAtCreate(tree, settings) : setupAtStart(tree, settings)
      const golden = join(folder, file.replace('.tree', `.${name}.edits`))
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, editsText(edits))
      assert.equal(editsText(edits), readFileSync(golden, 'utf8'))
      tree.apply(edits)
      assert.deepEqual(setupAtStart(tree, settings), [])
    })
  }
}
