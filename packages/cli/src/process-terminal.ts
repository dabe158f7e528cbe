import { Failure } from '@quorate/schema/failure'
import type { Terminal } from './terminal.ts'

const disposable = (dispose: () => void): Disposable => ({ [Symbol.dispose]: dispose })

/** The terminal that this process was started on. What only few commands need is loaded when they do. */
export function processTerminal(run: Terminal['run']): Terminal {
  let asked: AsyncIterator<string> | undefined
  const interfaceOf = async () => (await import('node:readline')).createInterface({ input: process.stdin, terminal: false })
  return {
    out: text => void (text && process.stdout.write(text)),
    error: text => void process.stderr.write(text),
    async write(bytes) {
      if (!process.stdout.write(bytes)) await new Promise<void>(resolve => process.stdout.once('drain', () => resolve()))
    },
    async *bytes(signal) {
      signal.addEventListener('abort', () => process.stdin.destroy(), { once: true })
      try {
        yield* process.stdin as AsyncIterable<Buffer>
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
    get window() {
      return process.stdout.isTTY ? { columns: process.stdout.columns, rows: process.stdout.rows } : undefined
    },
    async askSecret(prompt) {
      if (process.stdin.isTTY) return await (await import('./ask-hidden.ts')).askHidden(prompt)
      asked ??= (await interfaceOf())[Symbol.asyncIterator]()
      const { value, done } = await asked.next()
      if (done) return undefined
      return value
    },
    async ask(prompt) {
      if (!process.stdin.isTTY) return await this.askSecret(prompt)
      const reader = (await import('node:readline/promises')).createInterface({ input: process.stdin, output: process.stderr })
      const ended = new Promise<undefined>(resolve => reader.once('close', () => resolve(undefined)))
      const answer = await Promise.race([reader.question(prompt), ended])
      reader.close()
      return answer
    },
    async *lines(prompt) {
      const { createInterface } = await import('node:readline')
      const typed = process.stdin.isTTY === true
      const reader = createInterface({ input: process.stdin, ...(typed ? { output: process.stdout, prompt } : { terminal: false }) })
      if (typed) reader.prompt()
      for await (const line of reader) {
        yield line
        if (typed) reader.prompt()
      }
    },
    async input() {
      const parts: Buffer[] = []
      for await (const part of process.stdin) parts.push(Buffer.from(part))
      return Buffer.concat(parts)
    },
    rawKeys(listener, onResize) {
      if (!process.stdin.isTTY) return undefined
      process.stdin.setRawMode(true)
      // Node leaves one translation in place, of `\n` into `\r\n`, which would tear the screens of programs apart.
      const { spawnSync } = process.getBuiltinModule('node:child_process')
      spawnSync('stty', ['-opost'], { stdio: ['inherit', 'ignore', 'ignore'] })
      process.stdin.on('data', listener)
      process.stdout.on('resize', onResize)
      return disposable(() => {
        process.stdin.setRawMode(false)
        process.stdin.off('data', listener)
        process.stdout.off('resize', onResize)
        process.stdin.pause()
      })
    },
    onInterrupt(listener) {
      process.on('SIGINT', listener)
      return disposable(() => process.off('SIGINT', listener))
    },
    async readFile(path) {
      const { readFile } = await import('node:fs/promises')
      try {
        return path === '-' ? await this.input() : await readFile(path)
      } catch (error) {
        throw new Failure(`cannot read '${path}'`, { status: 400, cause: error })
      }
    },
    async openFile(path) {
      if (path === '-') return { content: process.stdin as AsyncIterable<Buffer> }
      return await (await import('./local-files.ts')).openLocalFile(path)
    },
    async keepInput() {
      return await (await import('./local-files.ts')).keepBytes(process.stdin as AsyncIterable<Buffer>)
    },
    async workFolder() {
      return await (await import('./local-files.ts')).workFolder()
    },
    async saveFile(path, content, ownership) {
      if (path !== '-') return await (await import('./local-files.ts')).saveLocalFile(path, content, ownership)
      for await (const bytes of content) await this.write(bytes)
    },
    run,
  }
}
