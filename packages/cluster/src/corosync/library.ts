import koffi, { type KoffiFunc } from 'koffi'
import { Failure, failureText } from '@quorate/schema/failure'

// libqb keeps whole messages on the stack; what koffi gives to calls beside the main loop is too little for them.
koffi.config({ async_stack_size: 1024 * 1024 })

const libc = koffi.load('libc.so.6')
const shutdown = libc.func('int shutdown(int fd, int how)')
/** A view of the memory that koffi makes costs twice as much and more, and has to be collected. */
export const memcpy = libc.func('void memcpy(void *to, const void *from, size_t length)') as (
  to: Buffer,
  from: unknown,
  length: number | bigint,
) => void
const bothDirections = 2

/** Ends a connection from this side: whoever waits for corosync on it waits no more, and corosync sees it too. */
export function disconnect(fd: number): void {
  shutdown(fd, bothDirections)
}

/** Results of corosync's libraries, as far as something follows from them. */
export const ok = 1
export const tryAgain = 6

/** Reports of what is now, then of what changes. */
export const trackCurrentAndChanges = 3

const names: Readonly<Record<number, string>> = {
  2: 'the connection to corosync failed',
  3: 'version of corosync does not fit',
  5: 'timeout',
  6: 'try again',
  7: 'invalid parameter',
  9: 'the connection is closed',
  11: 'access denied',
  12: 'does not exist',
  14: 'exists already',
  18: 'no resources',
  20: 'bad operation',
}

/** corosync is not there, or does not want to. */
export class CorosyncError extends Error {
  readonly result: number
  constructor(call: string, result: number) {
    super(`${call}: ${names[result] ?? `result ${result}`}`)
    this.result = result
  }
}

// koffi cannot know more of them than their names.
// oxlint-disable-next-line typescript/no-explicit-any
export type Call = KoffiFunc<(...args: any[]) => number>

export interface Library {
  func(declaration: string): Call
}

/** Loads a library of corosync; `debianPackage` is named when it is missing. */
export function loadLibrary(file: string, debianPackage: string): Library {
  try {
    return koffi.load(file)
  } catch (error) {
    throw new Failure(
      `the library ${file} cannot be loaded (${failureText(error)}): a member of a cluster needs it; apt-get install ${debianPackage}`,
    )
  }
}

/**
 * Runs a call beside the main loop and throws unless it succeeds: whatever asks corosync and waits for the answer
 * waits for ever when corosync stands still.
 */
export async function ask(call: Call, ...args: unknown[]): Promise<void> {
  const result = await new Promise<number>((resolve, reject) => {
    call.async(...args, (error: unknown, result: number) => (error ? reject(error) : resolve(result)))
  })
  if (result !== ok) throw new CorosyncError(call.info.name, result)
}
