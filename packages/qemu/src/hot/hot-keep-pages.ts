import { editRecord } from '../runtime/edit-record.ts'
import type { HotHandler } from './hot-change.ts'

/** `keephugepages` is looked at when the guest ends. */
export const hotKeepPages: HotHandler = async ({ services: { host }, vmid, to }) => {
  await editRecord(host, vmid, ({ hugePages }) => (hugePages ? { hugePages: { ...hugePages, keep: to === '1' } } : {}))
  return true
}
