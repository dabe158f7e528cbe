import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Root } from '@quorate/host'
import { atEnd } from './testing-root.ts'

export interface StoreProcess {
  readonly mounted: boolean
  readonly notices: readonly string[]
  /** kill -9 */
  kill(): Promise<void>
  /** SIGTERM */
  end(): Promise<void>
}

/** Starts a store in a process of its own. `fuseFd`: a descriptor that stays open here. */
export async function startStoreProcess(
  t: TestContext,
  root: Root,
  options: { mount?: boolean; fuseFd?: number } = {},
): Promise<StoreProcess> {
  const { mount = false, fuseFd } = options
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing-process.ts'), root.path, mount ? 'mount' : 'no'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc', ...(fuseFd === undefined ? [] : [fuseFd])],
    env: { ...process.env, ...(fuseFd !== undefined && { QUORATE_FUSE_FD: '4' }) },
  })
  const notices: string[] = []
  child.on('message', (message: { notice?: string }) => void (message.notice !== undefined && notices.push(message.notice)))
  const stop = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  atEnd(t, () => stop('SIGTERM'))
  for (;;) {
    const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [{ mounted: undefined }])])) as [
      { mounted?: boolean },
    ]
    if (message.mounted !== undefined) return { mounted: message.mounted, notices, kill: () => stop('SIGKILL'), end: () => stop('SIGTERM') }
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the store ended at its start')
  }
}
