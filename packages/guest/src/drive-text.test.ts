import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDrive, parseDrive } from './drive-text.ts'

test('a comma too many does not lose the volume of a drive', () => {
  for (const text of ['local:100/a.raw,size=1G,', ',local:100/a.raw,,size=1G', 'local:100/a.raw , size=1G']) {
    assert.equal(formatDrive(parseDrive(text)), 'local:100/a.raw,size=1G')
  }
})
