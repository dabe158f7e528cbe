import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './options.ts'

/** Identifies what is running: 16 hexadecimal digits over the version and the packages that it was built with. */
export function buildId(): string {
  const hash = createHash('sha256')
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(checkout, file)))
  return hash.digest('hex').slice(0, 16)
}
