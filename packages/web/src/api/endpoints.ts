import type { areas } from '@quorate/contract/areas'
import type { Static } from '@quorate/schema'

type Group = Awaited<ReturnType<(typeof areas)[keyof typeof areas][number]>>
type Spec = Group extends infer G ? (G extends unknown ? G[keyof G] : never) : never

/** Every declaration of the API by `METHOD /path`. Types only: the declarations themselves are no part of the bundle. */
export type Endpoints = { [S in Spec as `${S['method']} ${S['path']}`]: S }
export type EndpointKey = keyof Endpoints & string

type KeyName<K> = K extends `${infer P}[n]` ? `${P}${number}` : K

/** What a client sends for a schema: property strings stay texts. */
type Sent<S> = S extends { readonly type: 'string'; readonly properties: unknown }
  ? string
  : S extends { readonly type: 'array'; readonly items: infer I }
    ? readonly Sent<I>[]
    : Static<S>

type SentParameters<P> = {
  readonly [K in keyof P as P[K] extends { readonly optional: true } ? never : KeyName<K>]: Sent<P[K]>
} & {
  readonly [K in keyof P as P[K] extends { readonly optional: true } ? KeyName<K> : never]?: Sent<P[K]> | undefined
}

export type ParametersFor<K extends EndpointKey> = Endpoints[K] extends { readonly parameters: infer P } ? SentParameters<P> : never

/** How decoded data looks on the wire: booleans are 0 or 1. */
export type Wire<T> = T extends boolean
  ? 0 | 1
  : T extends readonly (infer I)[]
    ? Wire<I>[]
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T

/** What a call answers; a task answers its UPID. */
export type AnswerOf<K extends EndpointKey> = Endpoints[K] extends { readonly task: unknown }
  ? string
  : Endpoints[K] extends { readonly returns: infer R }
    ? Wire<Static<R>>
    : null
