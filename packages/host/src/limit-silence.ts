import type { Socket } from 'node:net'
import { callLibc } from './libc.ts'

const IPPROTO_TCP = 6
const TCP_USER_TIMEOUT = 18

/**
 * Ends a TCP connection whose other side does not confirm what is sent to it for so long. By itself the kernel tries on for
 * a quarter of an hour, also where the way to the other side is gone. `socket` is connected.
 */
export function limitSilence(socket: Socket, ms: number): void {
  const fd = descriptorOf(socket)
  if (fd === undefined) return
  const value = Buffer.alloc(4)
  value.writeUInt32LE(ms)
  callLibc(
    'int setsockopt(int fd, int level, int name, const void *value, unsigned int length)',
    fd,
    IPPROTO_TCP,
    TCP_USER_TIMEOUT,
    value,
    4,
  )
}

/** Node has no public name for it. undefined: the connection has ended. */
function descriptorOf(socket: Socket): number | undefined {
  const { fd } = (socket as { _handle?: { fd?: number } | null })._handle ?? {}
  return fd !== undefined && fd >= 0 ? fd : undefined
}
