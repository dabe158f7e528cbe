import assert from 'node:assert/strict'
import { test } from 'node:test'
import { qmViews } from './guest-views.ts'

test('the whole status shows what is inside of a value below it, a tab further in', () => {
  const status = { vmid: 100, status: 'running', blockstat: { scsi0: { rd_bytes: 5 }, ide2: {} }, pid: undefined }
  assert.equal(
    qmViews['qm status']?.(status, { header: true, border: true, human: true, verbose: true }),
    'blockstat:\n\tide2:\n\tscsi0:\n\t\trd_bytes: 5\nstatus: running\nvmid: 100\n',
  )
})
