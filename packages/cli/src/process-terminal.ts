import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Terminal } from './terminal.ts'

/** The terminal that this process was started on. */
export function processTerminal(): Terminal {
  return {
    out: text => void process.stdout.write(text),
    error: text => void process.stderr.write(text),
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    askSecret,
    onInterrupt(listener) {
      process.on('SIGINT', listener)
      return { [Symbol.dispose]: () => void process.off('SIGINT', listener) }
    },
  }
}

async function askSecret(prompt: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  process.stderr.write(prompt)
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await new Promise<string | undefined>(resolve => {
      reader.on('line', resolve)
      reader.on('close', () => resolve(undefined))
    })
  } finally {
    reader.close()
    process.stderr.write('\n')
  }
}
