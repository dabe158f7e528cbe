import { spawn, type SpawnOptions } from 'node:child_process'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly error: string
}

/** Runs a program to its end, whatever that is. */
export async function run(argv: readonly string[], input?: string, options: SpawnOptions = {}): Promise<Ran> {
  const [program = '', ...args] = argv
  const child = spawn(program, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] })
  let out = ''
  let error = ''
  child.stdout?.setEncoding('utf8').on('data', chunk => (out += chunk))
  child.stderr?.setEncoding('utf8').on('data', chunk => (error += chunk))
  // It may end without having read all.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(input)
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', status => resolve(status ?? -1))
  })
  return { code, out, error }
}

/** What it wrote. Fails unless it ends with 0. */
export async function must(argv: readonly string[], input?: string): Promise<string> {
  const { code, out, error } = await run(argv, input)
  if (code === 0) return out
  throw new Error(`${argv.join(' ')}: ended with ${code}: ${(error.trim() || out.trim()).slice(0, 2000)}`)
}
