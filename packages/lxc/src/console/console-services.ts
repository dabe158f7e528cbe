import type { LxcServices } from '../services.ts'

/** What consoles need of containers. */
export interface ConsoleServices extends Pick<LxcServices, 'host' | 'store' | 'guests' | 'noteTask' | 'certificate'> {
  readonly runtime: Pick<LxcServices['runtime'], 'require' | 'running'>
}
