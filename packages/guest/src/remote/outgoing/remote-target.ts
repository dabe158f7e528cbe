import { setTimeout as delay } from 'node:timers/promises'
import type { Duplex } from 'node:stream'
import { Failure, failureText } from '@quorate/schema'
import type { GuestKind } from '../../guest-path.ts'
import { ControlChannel, ControlRefusal } from '../control-channel.ts'
import type { RemoteCluster } from '../remote-cluster.ts'
import type { TunnelStream } from '../tunnel-folder.ts'
import { remoteProtocol, type RemoteHello, type RemoteQuestions, type RemoteWhereabouts } from '../wire.ts'

const aliveEveryMs = 2000
const aliveMs = 5000
const helloMs = 15_000
/** milliseconds without an answer after which the target counts as lost */
const patienceMs = 10_000

interface Opened {
  readonly socket: string
  readonly ticket: string
  readonly upid: string
}

export interface TunnelRequest {
  readonly kind: GuestKind
  readonly vmid: number
  readonly storages: readonly string[]
  readonly bridges: readonly string[]
}

/** The other end of a migration to another cluster, as the source sees it. */
export class RemoteTarget {
  readonly cluster: RemoteCluster
  readonly kind: GuestKind
  readonly vmid: number
  readonly #opened: Opened
  readonly #lost = new AbortController()
  readonly #over = new AbortController()
  #channel: Promise<ControlChannel> | undefined
  #hello: RemoteHello | undefined
  #timer: NodeJS.Timeout | undefined
  #answered = performance.now()

  private constructor(cluster: RemoteCluster, { kind, vmid }: Pick<TunnelRequest, 'kind' | 'vmid'>, opened: Opened) {
    this.cluster = cluster
    this.kind = kind
    this.vmid = vmid
    this.#opened = opened
  }

  /** Asks for a way in. Whatever listens there and is no such installation as this one is refused with words that say so. */
  static async open(cluster: RemoteCluster, request: TunnelRequest, signal: AbortSignal): Promise<RemoteTarget> {
    const { kind, vmid, storages, bridges } = request
    const path = `/nodes/localhost/${kind}/${vmid}/mtunnel`
    const given = {
      ...(storages.length ? { storages: storages.join() } : {}),
      ...(bridges.length ? { bridges: bridges.join() } : {}),
    }
    const opened = (await cluster.call('POST', path, given, signal)) as Opened
    const target = new RemoteTarget(cluster, request, opened)
    try {
      target.#hello = await target.ask('hello', { protocol: remoteProtocol }, AbortSignal.any([signal, AbortSignal.timeout(helloMs)]))
    } catch (error) {
      target.close()
      signal.throwIfAborted()
      if (error instanceof ControlRefusal) throw new Failure(`${cluster.name} refused: ${failureText(error)}`)
      throw new Failure(
        `${cluster.name} opened a tunnel but does not answer in it as this product does: guests can be migrated between two installations of Quorate only`,
        { cause: error },
      )
    }
    return target
  }

  get upid(): string {
    return this.#opened.upid
  }

  get node(): string {
    return this.#hello?.node ?? this.cluster.name
  }

  get session(): string {
    return this.#hello?.session ?? ''
  }

  /** Aborted when the target has given up, or does not answer any more. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  async ask<Q extends keyof RemoteQuestions>(
    question: Q,
    given: RemoteQuestions[Q][0],
    signal: AbortSignal,
  ): Promise<RemoteQuestions[Q][1]> {
    const channel = await this.#control(signal)
    return (await channel.ask(question, given, signal)) as RemoteQuestions[Q][1]
  }

  /** A stream of the tunnel besides the questions. */
  async stream(stream: TunnelStream, signal?: AbortSignal): Promise<Duplex> {
    const { socket, ticket } = this.#opened
    return await this.cluster.open(
      `/nodes/localhost/${this.kind}/${this.vmid}/mtunnelwebsocket`,
      { socket: socket.replace(/[^/]*$/, stream), ticket },
      signal,
    )
  }

  /** From here on the two keep each other alive until `close`. */
  keepAlive(): void {
    this.#answered = performance.now()
    this.#timer = setInterval(() => void this.#beat(), aliveEveryMs)
  }

  /** Waits until the target answers, or is lost. QEMU is not to connect to one that is gone: it cannot be told to stop waiting. */
  async there(): Promise<void> {
    while (!(await this.#beat())) await delay(aliveEveryMs, undefined, { signal: this.lost }).catch(() => undefined)
    this.lost.throwIfAborted()
  }

  close(): void {
    clearInterval(this.#timer)
    this.#over.abort(new Failure('the migration is over'))
    void this.#channel?.then(
      channel => channel.close(),
      () => undefined,
    )
  }

  /** Is it known what the target is: there, or lost? */
  async #beat(): Promise<boolean> {
    try {
      await this.ask('alive', null, AbortSignal.any([this.#over.signal, AbortSignal.timeout(aliveMs)]))
      this.#answered = performance.now()
    } catch (error) {
      const refused = error instanceof ControlRefusal || (error instanceof Failure && error.status < 502)
      if (!refused && performance.now() - this.#answered < patienceMs) return false
      const late = error instanceof Error && error.name === 'TimeoutError'
      const why = late ? `no answer within ${aliveMs / 1000} s` : failureText(error)
      this.#lost.abort(new Failure(refused ? why : `${this.cluster.name} is lost: ${why}`))
    }
    return true
  }

  /** The channel, opened anew where it broke. */
  async #control(signal: AbortSignal): Promise<ControlChannel> {
    const present = await this.#channel?.catch(() => undefined)
    if (present && !present.broken) return present
    this.#channel = this.stream('control', signal).then(stream => new ControlChannel(stream))
    return await this.#channel
  }
}

/** Asks the target of a migration where the guest is, by the tunnel that it had, or else by a new one. */
export async function askWhereabouts(target: RemoteTarget, signal: AbortSignal): Promise<RemoteWhereabouts> {
  const given = { session: target.session }
  try {
    return await target.ask('whereabouts', given, signal)
  } catch {
    const again = await RemoteTarget.open(target.cluster, { kind: target.kind, vmid: target.vmid, storages: [], bridges: [] }, signal)
    try {
      return await again.ask('whereabouts', given, signal)
    } finally {
      await again.ask('end', null, signal).catch(() => undefined)
      again.close()
    }
  }
}
