import { createRequire } from 'node:module'
import { constants } from 'node:os'

type Argument = number | string | Buffer | null

/** The part of koffi that is used for calls that end at once. */
interface Koffi {
  load(library: string): { func(declaration: string): (...args: Argument[]) => number | bigint }
  errno(): number
}

let koffi: Koffi | undefined
const functions = new Map<string, (...args: Argument[]) => number | bigint>()

/** `EPERM` for 1 */
function errnoName(errno: number): string {
  return Object.entries(constants.errno).find(([, value]) => value === errno)?.[0] ?? `errno ${errno}`
}

/**
 * Calls a function of the C library that Node has no name for, by its declaration: `int umount2(const char *target, int flags)`.
 * Throws an error with `code`, as Node's own calls do, when it returns less than 0.
 */
export function callLibc(declaration: string, ...args: Argument[]): number {
  koffi ??= createRequire(import.meta.url)('koffi') as Koffi
  const call = functions.get(declaration) ?? koffi.load('libc.so.6').func(declaration)
  functions.set(declaration, call)
  const result = Number(call(...args))
  if (result >= 0) return result
  const code = errnoName(koffi.errno())
  throw Object.assign(new Error(`${code}: ${/(\w+)\(/.exec(declaration)?.[1] ?? declaration} failed`), { code })
}
