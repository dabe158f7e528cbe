import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'

/** [12]; undefined: a rolling release, or one that nothing names */
export type Release = readonly number[] | undefined

/** How the containers of one distribution are set up. */
export interface Distribution {
  readonly title: string
  /** Left out where there are no releases. */
  readonly supported?: { readonly oldest: readonly number[]; readonly newest: readonly number[] }
  /** Before every start, and at its end when a container is made. */
  start(root: Changes, settings: GuestSettings, release: Release): void
  /** Once, when a container is made, before `start`. */
  create?(root: Changes, settings: GuestSettings, release: Release): void
}
