import type { Host } from '@quorate/host'
import type { DimmPlan, HugePagePlan } from '../plan/vm-plan.ts'
import { editRecord } from '../runtime/edit-record.ts'
import { addPages, takePages, type AddedPages } from '../runtime/huge-pages.ts'

async function noteAdded(
  host: Host,
  vmid: number,
  { mebibytes, folder, keep }: HugePagePlan,
  edit: (added: readonly AddedPages[]) => readonly AddedPages[],
): Promise<void> {
  await editRecord(host, vmid, record => ({ hugePages: { mebibytes, folder, keep, added: edit(record.hugePages?.added ?? []) } }))
}

/** Huge pages for a module that is to be plugged. Answers those that were set aside for it. */
export async function claimPages(host: Host, vmid: number, huge: HugePagePlan, dimm: DimmPlan): Promise<AddedPages[]> {
  const needs = [{ pages: dimm.mebibytes / huge.mebibytes, hostNodes: dimm.hostNodes }]
  return await addPages(host, huge.mebibytes, needs, fresh => noteAdded(host, vmid, huge, added => [...added, ...fresh]))
}

/** Gives back as many pages as were set aside for the running guest, up to those named. */
export async function releasePages(host: Host, vmid: number, huge: HugePagePlan, pages: readonly AddedPages[]): Promise<void> {
  const given: AddedPages[] = []
  await noteAdded(host, vmid, huge, added => {
    let left = pages.reduce((sum, one) => sum + one.pages, 0)
    return added.toReversed().flatMap(one => {
      const take = Math.min(left, one.pages)
      left -= take
      if (take > 0) given.push({ node: one.node, pages: take })
      return take < one.pages ? [{ node: one.node, pages: one.pages - take }] : []
    })
  })
  await takePages(host, huge.mebibytes, given)
}
