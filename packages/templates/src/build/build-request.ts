import type { Distribution, Release } from './distributions.ts'
import type { Variant } from './packages.ts'

/** What is to be built. Every text in it has passed the pattern of its kind. */
export interface BuildRequest {
  readonly distribution: Distribution
  readonly release: Release
  readonly variant: Variant
  /** `amd64` */
  readonly architecture: string
  /** Where packages come from. */
  readonly archives: { readonly main: string; readonly security?: string }
  readonly include: readonly string[]
  /** Absolute path. */
  readonly keyring: string
  /** The template goes on using the archives that it was built from. */
  readonly keepSources: boolean
  /** Lines for apt's configuration while it is built. */
  readonly aptOptions: readonly string[]
}
