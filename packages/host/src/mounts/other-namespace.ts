import { closeSync, openSync } from 'node:fs'
import { posix } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Failure } from '@quorate/schema'
import type { ProcessIdentity } from '../host.ts'
import { readProcStat } from '../processes/proc-stat.ts'
import { openFolderOnly } from '../rooted/open-in-root.ts'
import { copyMount } from './kernel-mounts.ts'
import type { NamespaceJob } from './namespace-worker.ts'
import { openWithin } from './open-ends.ts'

type Opened = Disposable & { readonly fd: number }

function opened(fd: number): Opened {
  return { fd, [Symbol.dispose]: () => closeSync(fd) }
}

/** Its root and its mount namespace. A number that belongs to another process by now is noticed: what was opened before is not used. */
function openProcess({ pid, startTicks }: ProcessIdentity): Disposable & { readonly root: number; readonly namespace: number } {
  using stack = new DisposableStack()
  const root = stack.use(opened(openSync(`/proc/${pid}/root`, openFolderOnly)))
  const namespace = stack.use(opened(openSync(`/proc/${pid}/ns/mnt`, 'r')))
  if (readProcStat(pid)?.startTicks !== startTicks) throw new Failure(`process ${pid} has ended`)
  const open = stack.move()
  return { root: root.fd, namespace: namespace.fd, [Symbol.dispose]: () => open.dispose() }
}

async function run(job: NamespaceJob): Promise<void> {
  const worker = new Worker(new URL('./namespace-worker.ts', import.meta.url), { workerData: job })
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  })
}

/** Puts a copy of what is mounted at `folder` into the mount namespace of a process, at `path` as it sees it. */
export async function mountInto(process: ProcessIdentity, folder: string, path: string): Promise<void> {
  using stack = new DisposableStack()
  const { root, namespace } = stack.use(openProcess(process))
  const mount = stack.use(opened(copyMount(folder, { recursive: true }))).fd
  const target = stack.use(openWithin(root, path))
  await run({ namespace, folder: target.fd, mount })
}

export async function unmountIn(process: ProcessIdentity, path: string): Promise<void> {
  using stack = new DisposableStack()
  const { root, namespace } = stack.use(openProcess(process))
  // The folder above: what is open cannot be unmounted.
  const above = stack.use(openWithin(root, posix.dirname(path)))
  await run({ namespace, folder: above.fd, name: posix.basename(path) })
}
