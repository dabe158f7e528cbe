import { closeSync } from 'node:fs'
import { posix } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ProcessIdentity } from '../host.ts'
import { openOfProcess } from '../processes/open-of-process.ts'
import { openFolderOnly } from '../rooted/open-in-root.ts'
import { copyMount } from './kernel-mounts.ts'
import type { NamespaceJob } from './namespace-worker.ts'
import { openWithin } from './open-ends.ts'

type Opened = Disposable & { readonly fd: number }

function opened(fd: number): Opened {
  return { fd, [Symbol.dispose]: () => closeSync(fd) }
}

/** Its root, and the mount namespace to which that belongs. */
function openProcess(process: ProcessIdentity): Disposable & { readonly root: number; readonly namespace: number } {
  using stack = new DisposableStack()
  const root = stack.use(openOfProcess(process, 'root', openFolderOnly))
  const namespace = stack.use(openOfProcess(process, 'ns/mnt'))
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
