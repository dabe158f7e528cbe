import type { ExportPlace, SourceRequest, StreamPlace, VolumeToMake } from '@quorate/guest'
import type { RunningForm } from '../state/running-form.ts'
import type { Standing } from '../state/standing.ts'

/**
 * How a volume gets to the other node: with all that the running guest writes meanwhile (`mirror`), as an image that
 * nobody uses (`copy`), byte by byte so that the snapshots inside it come along (`file`), or not at all, since what is in
 * it comes with the memory (`empty`).
 */
export type MoveKind = 'mirror' | 'copy' | 'file' | 'empty'

/** What a target makes for one volume of the source. */
export interface WantedVolume extends VolumeToMake {
  readonly kind: MoveKind
  /** Key of the running disk. */
  readonly key?: string
  /** bytes of the image's file, where it is copied as it is */
  readonly fileBytes?: number
}

/** What the source asks of the target when it begins. */
export interface IncomingRequest extends SourceRequest {
  /** The task of the source. */
  readonly upid: string
  /** The whole config as it is at the source. */
  readonly config: string
  readonly volumes: readonly WantedVolume[]
  /** undefined: it does not run */
  readonly running?: {
    readonly form: RunningForm
    readonly standing: Standing
    /** model of the host's processor */ readonly processor: string
  }
  readonly insecure: boolean
  readonly network?: string
}

/** Answers to the steps that the source asks for, in their order. */
export interface IncomingSteps {
  volumes: {
    /** Ids at the target by those at the source. */
    readonly volumes: Readonly<Record<string, string>>
    /** Where the images are taken that nobody uses. */
    readonly images?: ExportPlace
  }
  /** Only for a running guest. */
  start: {
    readonly memory: StreamPlace
    readonly disks?: ExportPlace
  }
  /** The config is the target's: the guest runs there. */
  finish: Record<string, never>
}
