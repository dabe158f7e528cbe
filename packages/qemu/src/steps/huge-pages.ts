import type { Step } from '@quorate/tasks'
import { editRecord } from '../runtime/edit-record.ts'
import { mountHugePages, unmountHugePages } from '../runtime/huge-page-mount.ts'
import { addPages, takePages, type AddedPages } from '../runtime/huge-pages.ts'
import type { StartContext } from './start-context.ts'

/** Sets huge pages aside for the guest's memory, and reserves them for it. */
export const setHugePagesAside: Step<StartContext> = {
  name: 'set huge pages aside',
  async run({ services: { host }, vmid, plan, task }) {
    const { hugePages } = plan.memory
    if (!hugePages) return
    const { mebibytes, folder, keep, needs } = hugePages
    const note = (added: readonly AddedPages[]) => editRecord(host, vmid, () => ({ hugePages: { mebibytes, folder, keep, added } }))
    const added = await addPages(host, mebibytes, needs, note)
    const back = async () => {
      await unmountHugePages(host, folder)
      await takePages(host, mebibytes, added)
    }
    const pages = needs.reduce((sum, need) => sum + need.pages, 0)
    const fresh = added.reduce((sum, add) => sum + add.pages, 0)
    task.log(`memory in ${pages} huge pages of ${mebibytes} MiB, ${fresh} of them set aside now`)
    try {
      await mountHugePages(host, folder, mebibytes, pages)
    } catch (error) {
      await back()
      throw error
    }
    return back
  },
}
