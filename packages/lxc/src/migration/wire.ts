import type { ExportPlace, SourceRequest, VolumeToMake } from '@quorate/guest'

/** How a volume gets to the other node: block by block (`image`), or file by file between file systems (`tree`). */
export type MoveKind = 'image' | 'tree'

/** What a target makes for one volume of the source. */
export interface WantedVolume extends VolumeToMake {
  readonly kind: MoveKind
  /** bytes that it takes up at the source */
  readonly usedBytes: number
}

/** What the source asks of the target when it begins. */
export interface IncomingRequest extends SourceRequest {
  /** The task of the source. */
  readonly upid: string
  /** The whole config as it is at the source. */
  readonly config: string
  /** Volumes that travel. */
  readonly volumes: readonly WantedVolume[]
  /** Storages of those that stay where they are. */
  readonly sharedStorages: readonly string[]
  /** It runs, and is to be started at the target. */
  readonly runs: boolean
  readonly insecure: boolean
  readonly network?: string
}

/** Answers to the steps that the source asks for, in their order. */
export interface IncomingSteps {
  volumes: {
    /** Ids at the target by those at the source. */
    readonly volumes: Readonly<Record<string, string>>
    /** Where images are taken, by NBD. */
    readonly images?: ExportPlace
    /** Where files are taken. */
    readonly trees?: ExportPlace
  }
  /** The config is the target's: the container is there, and was started where it ran. */
  finish: Record<string, never>
}
