import { constants } from 'node:os'
import koffi from 'koffi'

const library = koffi.load('libc.so.6')

/** The few calls that Node has no name for. Each returns -1 on failure and leaves the reason in `lastErrno()`. */
export const libc = {
  mount: library.func('int mount(const char *source, const char *target, const char *type, unsigned long flags, const char *data)') as (
    source: string,
    target: string,
    type: string,
    flags: number,
    data: string,
  ) => number,
  umount2: library.func('int umount2(const char *target, int flags)') as (target: string, flags: number) => number,
  read: library.func('long read(int fd, void *buffer, size_t size)') as (fd: number, buffer: Buffer, size: number) => number | bigint,
  /** Hands back what lies free in the heap of `malloc`. */
  trim: library.func('int malloc_trim(size_t padding)') as (padding: number) => number,
  yield: library.func('int sched_yield()') as () => number,
  write: library.func('long write(int fd, const void *buffer, size_t size)') as (
    fd: number,
    buffer: Buffer,
    size: number,
  ) => number | bigint,
}

export function lastErrno(): number {
  return koffi.errno()
}

/** `EPERM` for 1 */
export function errnoName(errno: number): string {
  return Object.entries(constants.errno).find(([, value]) => value === errno)?.[0] ?? `errno ${errno}`
}

/** Calls back on the main loop whenever the descriptor can be read. Keep the handle: delivery stops when it is collected. */
export function pollReadable(fd: number, callback: () => void): { close(): void } {
  return koffi.node.poll(fd, { readable: true }, callback)
}
