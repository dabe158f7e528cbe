import type { Host } from '@quorate/host'
import { Failure, failureText } from '@quorate/schema'
import { checkedPath, imageArguments, type ImageReference } from './image-reference.ts'

export type Preallocation = 'off' | 'metadata' | 'falloc' | 'full'

/** What `qemu-img info` tells that we use. */
export interface QemuImgInfo {
  readonly 'virtual-size': number
  readonly 'actual-size'?: number
  readonly format: string
  readonly 'backing-filename'?: string
  readonly snapshots?: readonly { readonly name: string; readonly 'date-sec': number; readonly 'vm-state-size': number }[]
  readonly 'format-specific'?: { readonly data?: Readonly<Record<string, unknown>> }
}

export interface ConvertRequest {
  readonly source: ImageReference & { readonly snapshot?: string; readonly inUse?: boolean; readonly sizeBytes: number }
  readonly target: {
    readonly path: string
    readonly format: string
    readonly options: string | undefined
    /** It is there already, as large as needed, and reads as zeros. */
    readonly isZero?: boolean
  }
  /** megabytes per second */
  readonly rateMBps?: number
  readonly signal: AbortSignal
  progress(doneBytes: number, totalBytes: number): void
}

/** Creation options; raw images know neither metadata nor "off" as something to be said. */
export function creationOptions(format: string, preallocation: Preallocation | undefined): string | undefined {
  if (format === 'qcow2') return `preallocation=${preallocation ?? 'metadata'}`
  if (format === 'raw' && (preallocation === 'falloc' || preallocation === 'full')) return `preallocation=${preallocation}`
  return undefined
}

export class QemuImg {
  readonly #host: Host

  constructor(host: Host) {
    this.#host = host
  }

  async create(path: string, format: string, sizeBytes: number, options: string | undefined, signal?: AbortSignal): Promise<void> {
    const args = ['create', '-q', '-f', format, ...(options ? ['-o', options] : []), checkedPath(path), String(sizeBytes)]
    await this.#run(args, signal)
  }

  /** An empty image over a base; `backing` is written into it as it is given. */
  async createOver(path: string, format: string, backing: string, backingFormat: string, signal: AbortSignal): Promise<void> {
    await this.#run(['create', '-q', '-f', format, '-F', backingFormat, '-b', backing, checkedPath(path)], signal)
  }

  async resize(path: string, format: string, sizeBytes: number): Promise<void> {
    await this.#run(['resize', '-q', '-f', format, checkedPath(path), String(sizeBytes)])
  }

  /** `-U`: also while a virtual machine uses the image. */
  async info(image: ImageReference): Promise<QemuImgInfo> {
    const { stdout } = await this.#run(['info', '-U', '--output=json', ...imageArguments(image)], undefined, 20_000)
    return JSON.parse(stdout) as QemuImgInfo
  }

  async snapshot(action: '-c' | '-d' | '-a', name: string, path: string): Promise<void> {
    await this.#run(['snapshot', '-q', action, name, checkedPath(path)])
  }

  async convert(request: ConvertRequest): Promise<void> {
    const { source, target } = request
    const args = ['convert', '-p', '-t', 'writeback', '-O', target.format]
    // A snapshot is written once and then only read: whoever has the image open does not matter.
    if (source.inUse || source.snapshot !== undefined) args.push('-U')
    if (source.snapshot !== undefined) args.push('-l', `snapshot.name=${source.snapshot}`)
    if (target.isZero) args.push('-n', '--target-is-zero')
    if (target.options) args.push('-o', target.options)
    if (request.rateMBps !== undefined) args.push('-r', String(Math.max(1, Math.round(request.rateMBps * 2 ** 20))))
    args.push(...imageArguments(source), checkedPath(target.path))
    await this.#run(args, request.signal, undefined, line => {
      const percent = /\((\d+(?:\.\d+)?)\/100%\)/.exec(line)?.[1]
      if (percent !== undefined) request.progress(Math.floor((Number(percent) / 100) * source.sizeBytes), source.sizeBytes)
    })
  }

  async #run(args: string[], signal?: AbortSignal, timeoutMs?: number, onLine?: (line: string) => void) {
    try {
      return await this.#host.exec('qemu-img', args, {
        ...(signal && { signal }),
        ...(timeoutMs !== undefined && { timeoutMs }),
        ...(onLine && { onLine }),
      })
    } catch (error) {
      if (/no space left on device/i.test(failureText(error))) throw new Failure('no space left on the storage', { cause: error })
      throw error
    }
  }
}
