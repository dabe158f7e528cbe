import type { RunningForm } from './running-form.ts'

/** A start that goes on from saved memory instead of booting. */
export interface SavedRun {
  /** Volume with the memory. */
  readonly volid: string
  readonly form: Partial<RunningForm>
  /** What can be done when it does not load: one clause. */
  readonly advice: string
  /** Called when the memory is loaded: makes what was saved the present, then lets the guest, which stands still until here, run. */
  loaded(): Promise<void>
}
