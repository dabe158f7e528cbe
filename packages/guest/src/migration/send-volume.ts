import type { Host } from '@quorate/host'
import { Failure, failureText } from '@quorate/schema'
import { placeText, socketAddress, type StreamPlace } from './stream-place.ts'
import { credentialsObject, tlsObject } from './tls-folder.ts'

/** Where another node takes in a volume. */
export interface NbdTarget {
  readonly place: StreamPlace
  readonly name: string
  /** Name in its certificate, and the folder of one's own; undefined: without encryption. */
  readonly tls: { readonly peer: string; readonly folder: string } | undefined
}

export interface SendRequest {
  readonly path: string
  /** `raw` to send the bytes of the file as they are. */
  readonly format: string
  readonly sizeBytes: number
  readonly target: NbdTarget
  /** What is there reads as zeros. */
  readonly zeroed: boolean
  /** MiB per second */
  readonly rateMBps: number | undefined
  readonly signal: AbortSignal
  progress(done: number, total: number): void
}

const escaped = (text: string) => text.replaceAll(',', ',,')

/** QEMU's own arguments of a place that is reached by NBD. */
export function nbdOptions({ place, name, tls }: NbdTarget): Record<string, unknown> {
  return {
    driver: 'nbd',
    server: socketAddress(place),
    export: name,
    ...(tls ? { 'tls-creds': tlsObject, 'tls-hostname': tls.peer } : {}),
  }
}

/** Sends a volume that nobody uses to another node, where there is one that is as large. */
export async function sendVolume(host: Host, request: SendRequest): Promise<void> {
  const { target, rateMBps, sizeBytes } = request
  const server = Object.entries(socketAddress(target.place)).map(([key, value]) => `server.${key}=${escaped(value)}`)
  const place = `driver=nbd,${server.join()},export=${escaped(target.name)}`
  const tls = target.tls ? `,tls-creds=${tlsObject},tls-hostname=${target.tls.peer}` : ''
  const args = ['convert', '-p', '-n', '-f', request.format]
  if (target.tls) args.push('--object', JSON.stringify(credentialsObject(target.tls.folder, 'client')))
  if (request.zeroed) args.push('--target-is-zero')
  if (rateMBps !== undefined) args.push('-r', String(Math.max(1, Math.round(rateMBps * 2 ** 20))))
  args.push('--target-image-opts', request.path, `${place}${tls}`)
  try {
    await host.exec('qemu-img', args, {
      signal: request.signal,
      onLine: line => {
        const percent = /\((\d+(?:\.\d+)?)\/100%\)/.exec(line)?.[1]
        if (percent !== undefined) request.progress(Math.floor((Number(percent) / 100) * sizeBytes), sizeBytes)
      },
    })
  } catch (error) {
    request.signal.throwIfAborted()
    if (/no space left on device/i.test(failureText(error)))
      throw new Failure('no space left on the storage of the target', { cause: error })
    throw new Failure(`cannot send ${request.path} to ${placeText(target.place)}`, { cause: error })
  }
}
