import { basename } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import type { ExecOptions, ExecResult, PipeEnd, PipeOptions, ProgramEnd, StartedProgram, StartOptions } from '@quorate/host'
import { Failure } from '@quorate/schema'

const allCodes = Array.from({ length: 256 }, (_, code) => code)
const firstPid = 50_000

/** What a scripted program prints and how it ends; a text alone is its standard output. */
export type ScriptAnswer = string | { code?: number; stdout?: string; stderr?: string; takesMs?: number } | void
export type Script = (args: readonly string[], options: ExecOptions) => ScriptAnswer | Promise<ScriptAnswer>

export interface ExecCall {
  readonly program: string
  readonly args: readonly string[]
  readonly input: string | undefined
}

/** Programs of a machine that exists only in memory: each is a function. What was not scripted is not installed. */
export class FakePrograms {
  readonly calls: ExecCall[] = []
  readonly #scripts = new Map<string, Script>()
  #started = 0

  script(program: string, script: Script): void {
    this.#scripts.set(program, script)
  }

  /** The argument lists with which a program was run, each as one text. */
  callsOf(program: string): string[] {
    return this.calls.filter(call => call.program === program).map(call => call.args.join(' '))
  }

  readonly exec = async (program: string, args: readonly string[], options: ExecOptions = {}): Promise<ExecResult> => {
    const name = basename(program)
    if (options.signal?.aborted) throw new Failure(`${name} was not run: the operation was aborted`)
    const script = this.#scripts.get(name)
    if (!script) throw new Failure(`cannot run ${program}: the program is not installed on this node`)
    this.calls.push({
      program: name,
      args: [...args],
      input: options.input === undefined ? undefined : Buffer.from(options.input).toString(),
    })
    const said = (await script(args, options)) ?? ''
    const answer = typeof said === 'string' ? { stdout: said } : said
    if (answer.takesMs !== undefined) await this.#run(name, answer.takesMs, options)
    const result = { code: answer.code ?? 0, stdout: answer.stdout ?? '', stderr: answer.stderr ?? '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      for (const line of result[stream].split(/[\r\n]+/)) if (line !== '') options.onLine?.(line, stream)
    }
    if (!(options.okCodes ?? [0]).includes(result.code)) {
      const last = (result.stderr || result.stdout).trimEnd().split('\n').at(-1) ?? ''
      throw new Failure(`${name} failed (exit code ${result.code})${last ? `: ${last}` : ''}`)
    }
    return result
  }

  /** The second program's script finds what the first prints as its input. */
  readonly pipe = async (from: PipeEnd, to: PipeEnd, { signal, onBytes }: PipeOptions = {}): Promise<void> => {
    const { stdout } = await this.exec(from.program, from.args, { ...(signal && { signal }) })
    onBytes?.(Buffer.byteLength(stdout))
    await this.exec(to.program, to.args, { input: stdout, ...(signal && { signal }) })
  }

  /** The script runs once all of the input is there; what it prints arrives whole. */
  readonly start = async (program: string, args: readonly string[], options: StartOptions = {}): Promise<StartedProgram> => {
    const stdin = options.input ? new PassThrough() : undefined
    const [stdout, stderr] = [new PassThrough(), new PassThrough()]
    const run = async (): Promise<ProgramEnd> => {
      const input = stdin && (await text(stdin))
      const { code, ...printed } = await this.exec(program, args, { ...(input !== undefined && { input }), okCodes: allCodes })
      stdout.end(printed.stdout)
      stderr.end(printed.stderr)
      return { code }
    }
    const ended = run()
    this.#started += 1
    return { pid: firstPid + this.#started, ...(stdin && { stdin }), stdout, stderr, ended, end: () => undefined }
  }

  async #run(name: string, takesMs: number, options: ExecOptions): Promise<void> {
    const late = options.timeoutMs !== undefined && options.timeoutMs < takesMs
    try {
      await delay(late ? options.timeoutMs : takesMs, undefined, { signal: options.signal })
    } catch (error) {
      if (options.signal?.aborted) throw new Failure(`${name} was stopped: the operation was aborted`)
      throw error
    }
    if (late) throw new Failure(`${name}: got timeout after ${(options.timeoutMs ?? 0) / 1000} s`)
  }
}
