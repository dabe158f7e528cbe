import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from '../config/guest-config.ts'
import { withOptions } from '../drive-text.ts'
import { editDrive } from './edit-drive.ts'

const disk = 'local:100/vm-100-disk-0.raw'

test('a disk that grew is as large after a pending change of its options', () => {
  const config = parseGuestConfig(`scsi0: ${disk},size=1G\n\n[PENDING]\nscsi0: ${disk},cache=none,size=1G\n`)
  assert.equal(
    editDrive(config, 'scsi0', disk, drive => withOptions(drive, { size: '2G' })),
    true,
  )
  assert.equal(config.toString(), `scsi0: ${disk},size=2G\n\n[PENDING]\nscsi0: ${disk},cache=none,size=2G\n`)
})

test('a disk that moved stays where it is now when a pending change of its options is applied', () => {
  const config = parseGuestConfig(`scsi0: ${disk}\n\n[PENDING]\nscsi0: ${disk},ssd=1\n`)
  editDrive(config, 'scsi0', disk, ({ options }) => ({ file: 'other:100/vm-100-disk-0.raw', options }))
  assert.equal(config.pending?.get('scsi0'), 'other:100/vm-100-disk-0.raw,ssd=1')
})

test('another volume that is pending in its place is left alone', () => {
  const config = parseGuestConfig(`scsi0: ${disk},size=1G\n\n[PENDING]\nscsi0: local:100/vm-100-disk-1.raw,size=4G\n`)
  editDrive(config, 'scsi0', disk, drive => withOptions(drive, { size: '2G' }))
  assert.equal(config.pending?.get('scsi0'), 'local:100/vm-100-disk-1.raw,size=4G')
})

test('a disk that is on another volume by now is not touched', () => {
  const text = 'scsi0: local:100/vm-100-disk-1.raw,size=1G\n'
  const config = parseGuestConfig(text)
  assert.equal(
    editDrive(config, 'scsi0', disk, drive => withOptions(drive, { size: '2G' })),
    false,
  )
  assert.equal(config.toString(), text)
})
