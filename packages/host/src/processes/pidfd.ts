import { createRequire } from 'node:module'

/** The part of koffi that is used: calling one C function and waiting for a descriptor on Node's own loop. */
interface Koffi {
  load(library: string): { func(declaration: string): (...args: number[]) => number | bigint }
  node: { poll(fd: number, options: { readable: boolean }, callback: () => void): { close(): void } }
}

interface Watcher {
  open(pid: number): number
  close(fd: number): void
  whenReadable(fd: number, callback: () => void): { close(): void }
}

const pidfdOpen = 434

let watcher: Watcher | undefined

function load(): Watcher {
  if (watcher) return watcher
  const koffi = createRequire(import.meta.url)('koffi') as Koffi
  const libc = koffi.load('libc.so.6')
  const syscall = libc.func('long syscall(long number, int pid, int flags)')
  const close = libc.func('int close(int fd)')
  watcher = {
    open: pid => Number(syscall(pidfdOpen, pid, 0)),
    close: fd => void close(fd),
    whenReadable: (fd, callback) => koffi.node.poll(fd, { readable: true }, callback),
  }
  return watcher
}

/** Held here so that the poll handle is not collected while it waits. */
const waiting = new Set<{ close(): void }>()

/**
 * Calls back once when the process ends, told by the kernel. undefined: the process is gone already, or the kernel
 * cannot tell (the caller then looks at /proc). Dispose to stop waiting.
 */
export function watchProcess(pid: number, callback: () => void): Disposable | undefined {
  const kernel = load()
  const fd = kernel.open(pid)
  if (fd < 0) return undefined
  const poll = kernel.whenReadable(fd, () => {
    if (!waiting.has(poll)) return
    stop()
    callback()
  })
  waiting.add(poll)
  const stop = () => {
    if (!waiting.delete(poll)) return
    poll.close()
    kernel.close(fd)
  }
  return { [Symbol.dispose]: stop }
}
