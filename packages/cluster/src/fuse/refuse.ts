import { constants } from 'node:os'
import { Refusal, type RefusalCode } from '../refusal.ts'

const { errno } = constants

/** Why a request of the kernel is refused, by its number. One for each number, without a place in the program: most are answers, not faults. */
export class Errno extends Error {
  readonly number: number

  constructor(number: number) {
    super(`errno ${number}`)
    this.number = number
  }
}

const known = new Map<string, Errno>()

export function refuse(name: keyof typeof errno): Errno {
  const there = known.get(name)
  if (there) return there
  const fresh = new Errno(errno[name])
  known.set(name, fresh)
  return fresh
}

const byCode: Record<RefusalCode, number> = {
  stale: errno.EAGAIN,
  exists: errno.EEXIST,
  missing: errno.ENOENT,
  'not-empty': errno.ENOTEMPTY,
  'is-folder': errno.EISDIR,
  'not-folder': errno.ENOTDIR,
  'bad-name': errno.EINVAL,
  'too-large': errno.EFBIG,
  full: errno.ENOSPC,
  reserved: errno.EBUSY,
  timeout: errno.ETIMEDOUT,
  'not-held': errno.ENOLCK,
  'no-quorum': errno.EACCES,
}

/** undefined: no refusal but a fault of ours or of the disk. */
export function errnoOf(error: unknown): number | undefined {
  if (error instanceof Errno) return error.number
  return error instanceof Refusal ? byCode[error.code] : undefined
}
