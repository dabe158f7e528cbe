import { Failure } from '@quorate/schema'
import { isDigest, isObject, type JsonObject } from './descriptor.ts'

/** What an image says about how it is to be run. All texts are the image's own: not to be trusted. */
export interface ImageConfig {
  /** `linux` */
  readonly os: string
  /** `amd64` */
  readonly architecture: string
  /** Arguments that always stand first; empty: none. */
  readonly entrypoint: readonly string[]
  /** Arguments that follow; with no entrypoint the program itself. */
  readonly cmd: readonly string[]
  /** Without control characters in them. */
  readonly env: readonly { readonly name: string; readonly value: string }[]
  /** Absolute; `/` when it says nothing. */
  readonly workingDir: string
  /** `1000`, `1000:1000`, `www-data`, `www-data:adm`; empty: root */
  readonly user: string
  /** `SIGQUIT` or a number; undefined: SIGTERM */
  readonly stopSignal?: string
  /** Digests of the layers once they are unpacked, the lowest first; empty: not told. */
  readonly diffIds: readonly string[]
}

const mostTexts = 1000

function texts(what: string, value: unknown): string[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || value.length > mostTexts || value.some(one => typeof one !== 'string' || one.includes('\0'))) {
    throw new Failure(`${what}: it is no list of texts`)
  }
  return value as string[]
}

const textOf = (value: unknown): string => (typeof value === 'string' && !/\p{Cc}/u.test(value) ? value : '')

/** Pure. Fails when it is no config of an image. */
export function readImageConfig(what: string, value: JsonObject): ImageConfig {
  const run = isObject(value.config) ? value.config : {}
  const stopSignal = textOf(run.StopSignal)
  const env = texts(`${what}, Env`, run.Env).filter(one => /^[^=\p{Cc}]+=\P{Cc}*$/u.test(one))
  const workingDir = textOf(run.WorkingDir)
  const user = textOf(run.User)
  if (!/^[\w.@-]*(?::[\w.@-]+)?$/.test(user)) throw new Failure(`${what}: '${user}' is no user`)
  return {
    os: textOf(value.os) || 'linux',
    architecture: textOf(value.architecture),
    entrypoint: texts(`${what}, Entrypoint`, run.Entrypoint),
    cmd: texts(`${what}, Cmd`, run.Cmd),
    env: env.map(one => ({ name: one.slice(0, one.indexOf('=')), value: one.slice(one.indexOf('=') + 1) })),
    workingDir: workingDir.startsWith('/') ? workingDir : `/${workingDir}`,
    user,
    ...(/^(?:SIG[A-Z0-9+-]{1,20}|\d{1,3})$/.test(stopSignal) && { stopSignal }),
    diffIds: isObject(value.rootfs) ? texts(`${what}, diff_ids`, value.rootfs.diff_ids).filter(isDigest) : [],
  }
}
