import { flushCompileCache } from 'node:module'
import { basename } from 'node:path'
import { giveMemoryBack } from '@quorate/host/give-memory-back'
import { failureText } from '@quorate/schema/failure'
import type { ChildMessage } from './child.ts'
import { readOptions, type Options } from './options.ts'

/** What one process of the product does: start, and hand back how to end. */
export type ProcessMain = (
  options: Options,
  notice: (text: string) => void,
  tell: (message: ChildMessage) => void,
) => Promise<{ close(): Promise<void>; readonly trimHeap?: (() => void) | undefined }>

/**
 * Runs one process of the product under its supervisor: tells it when it is ready, ends on SIGTERM, and ends too when
 * the supervisor is gone, so that a new one finds the field clear.
 */
export async function runProcess(name: string, main: ProcessMain): Promise<void> {
  // Loaded to be compiled, not run.
  if (basename(process.argv[1] ?? '') !== `${name}.ts`) return
  process.title = `quorate-${name}`
  // Now, for the next start: at its end a process may be killed, or be no longer allowed to write there.
  flushCompileCache()
  const tell = (message: ChildMessage) => {
    if (process.connected) process.send?.(message)
    else if (message.type === 'notice') console.error(message.text)
  }
  try {
    const running = await main(readOptions(process.argv.slice(2)), text => tell({ type: 'notice', text: `${name}: ${text}` }), tell)
    let ending = false
    const end = async () => {
      if (ending) return
      ending = true
      await running.close()
      process.exit(0)
    }
    process.on('SIGTERM', () => void end())
    // The terminal sends SIGINT to the whole group; the supervisor decides the order of ending.
    process.on('SIGINT', () => undefined)
    process.on('disconnect', () => void end())
    giveMemoryBack({ trim: running.trimHeap })
    tell({ type: 'ready' })
  } catch (error) {
    console.error(`quorate ${name}: ${failureText(error)}`)
    process.exit(1)
  }
}
