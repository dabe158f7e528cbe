import type { ByteStream } from './byte-stream.ts'
import type { Call } from './call.ts'
import type { EndpointSpec, ParametersOf } from './endpoint.ts'
import type { Reply } from './reply.ts'
import type { TaskHandle } from './task-handle.ts'
import type { ServerEvent } from './event.ts'

/** What a task endpoint's handler answers: the work. Everything that can be refused is refused before. */
export type TaskWork = (task: TaskHandle) => Promise<void>

type Answer<E> = E extends { readonly task: unknown }
  ? TaskWork
  : E extends { readonly transport: 'websocket' }
    ? ByteStream
    : E extends { readonly transport: 'events' }
      ? AsyncIterable<ServerEvent>
      : E extends { readonly transport: 'download' }
        ? Download | Reply | unknown
        : unknown

/** The answer of a `download` endpoint that streams. */
export interface Download {
  readonly stream: AsyncIterable<Uint8Array>
  readonly contentType?: string
  readonly filename?: string
  /** bytes, where known */
  readonly length?: number
}

export type Handler<E> = (call: Call, parameters: ParametersOf<E>) => Promise<Answer<E>> | Answer<E>

export type Handlers<G> = { readonly [K in keyof G]: Handler<G[K]> }

/** One declaration with its handler, ready for the router. */
export interface Implementation {
  readonly spec: EndpointSpec
  readonly handler: (call: Call, parameters: never) => unknown
}

/** Joins a group of declarations with their handlers; the compiler refuses a missing one. */
export function implement<G extends Record<string, EndpointSpec>>(group: G, handlers: Handlers<G>): Implementation[] {
  return Object.entries(group).map(([name, spec]) => ({ spec, handler: handlers[name as keyof G] as Implementation['handler'] }))
}
