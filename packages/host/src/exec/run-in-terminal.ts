import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { basename } from 'node:path'
import { Failure } from '@quorate/schema/failure'
import { keepDescriptors } from './own-descriptors.ts'

/** The terminal sends them to the program as well, which decides what they mean. */
const theirs = ['SIGINT', 'SIGQUIT'] as const
/** Sent to this process alone. */
const passedOn = ['SIGTERM', 'SIGHUP'] as const

/**
 * Hands this process's standard streams, and the terminal if they are one, over to a program until it ends. Answers its exit
 * code; 128 and the number of the signal when one ended it. It gets no other descriptor.
 */
export async function runInTerminal(program: string, args: readonly string[]): Promise<number> {
  keepDescriptors()
  const child = spawn(program, args, { stdio: 'inherit' })
  const ignore = () => undefined
  const passOn = (signal: NodeJS.Signals) => void child.kill(signal)
  for (const signal of theirs) process.on(signal, ignore)
  for (const signal of passedOn) process.on(signal, passOn)
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', error => reject(new Failure(`cannot run ${basename(program)}`, { cause: error })))
      child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']))
    })
  } finally {
    for (const signal of theirs) process.off(signal, ignore)
    for (const signal of passedOn) process.off(signal, passOn)
  }
}
