import type { ConfigSection } from '@quorate/guest'
import { writeForm, type RunningForm } from '../../state/running-form.ts'

export interface SavedMemory {
  readonly volid: string
  readonly form: RunningForm
}

/** Writes into a snapshot's section where the guest's memory is and which machine it fits. */
export function noteMemory(section: ConfigSection, { volid, form }: SavedMemory): void {
  section.set('vmstate', volid)
  writeForm(section, form)
}
