import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Asks on the terminal without showing what is typed. Undefined: Ctrl-D or Ctrl-C. */
export async function askHidden(prompt: string): Promise<string | undefined> {
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
