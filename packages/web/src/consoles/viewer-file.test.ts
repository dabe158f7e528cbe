import assert from 'node:assert/strict'
import { test } from 'node:test'
import { viewerFile } from './viewer-file.ts'

test('a viewer file holds every value on a line of its own', () => {
  assert.equal(viewerFile({ type: 'spice', 'tls-port': 61000, ca: 'A\nB\n' }), '[virt-viewer]\ntype=spice\ntls-port=61000\nca=A\\nB\\n\n')
})
