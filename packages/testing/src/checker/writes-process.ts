// Writes files through the mount, one after the other, until it is ended: writes-process.ts FOLDER NAME HISTORY. Every
// line of HISTORY is when a write began and ended, what it was refused with or 'ok', its file and its text.
import { appendFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { clock } from './record.ts'

const [folder = '', name = '', history = ''] = process.argv.slice(2)
const fileCount = 20

for (let number = 1; ; number++) {
  const path = `${folder}/${name}-${number % fileCount}`
  const begun = clock()
  let how = 'ok'
  try {
    writeFileSync(path, String(number))
  } catch (error) {
    how = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
  appendFileSync(history, `${JSON.stringify([begun, clock(), how, path, number])}\n`)
  await sleep(15)
}
