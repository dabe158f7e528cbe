import type { Message } from '../message.ts'
import type { Replica } from '../replica.ts'
import type { Figures } from './figures.ts'
import type { Links } from './links.ts'
import type { Network } from './network.ts'
import type { Profile } from './profile.ts'
import type { Random } from './random.ts'
import type { SimStorage } from './sim-storage.ts'

export interface Node {
  readonly id: number
  readonly storage: SimStorage
  replica: Replica | undefined
  /** The process stands still. */
  frozen: boolean
  /** The machine does, with its corosync. */
  stillSince: number | undefined
  powered: boolean
  diskFull: boolean
  /** The process ends after so many more things that it does. */
  fuse: number
  /** Or right after it sends a message of this type. */
  fuseAfter: Message['type'] | undefined
  /** Entries whose clients wait here. */
  waiting: Set<string>
}

/** What those who do harm can see and do. */
export interface Stage {
  now: number
  readonly random: Random
  readonly profile: Profile
  readonly nodes: readonly Node[]
  readonly network: Network
  readonly links: Links
  readonly figures: Figures
  note(text: string): void
  startProcess(node: Node): void
  stopProcess(node: Node): void
  /** The same without a word to the others. */
  cutPower(node: Node): void
  /** A client writes at some node; returns by which name to ask for it. */
  write(node?: Node): string
  isAcknowledged(id: string): boolean
  /** A loss that nothing could make good: nobody else has what it has. */
  isLastHolder(node: Node): boolean
  /** What is broken is mended, on these nodes. */
  mend(nodes: readonly Node[]): void
}
