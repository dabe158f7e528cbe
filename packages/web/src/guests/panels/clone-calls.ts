import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import type { Guest } from '../../live/guest.ts'

export interface CloneValues {
  /** As typed: number of the first copy. */
  readonly newid: string
  readonly name: string
  readonly full: boolean
  /** Empty: as the guest is now. */
  readonly snapname: string
  readonly storage: string | undefined
  /** Empty: as it is. */
  readonly format: '' | 'raw' | 'qcow2' | 'vmdk'
  readonly pool: string | undefined
  /** As typed: how many. */
  readonly copies: string
}

export const mostCopies = 50

/** Free numbers from the first one on. */
export function copyIds(first: number, count: number, taken: ReadonlySet<number>): readonly number[] {
  const ids: number[] = []
  for (let vmid = first; ids.length < count; vmid += 1) if (vmid === first || !taken.has(vmid)) ids.push(vmid)
  return ids
}

/** `web`, or `web-1`, `web-2`, ... for several. */
export const copyName = (name: string, index: number, count: number): string => (name === '' || count === 1 ? name : `${name}-${index + 1}`)

/** How many copies are asked for; undefined: that is no number of copies. */
export function copiesOf(text: string): number | undefined {
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return count >= 1 && count <= mostCopies ? count : undefined
}

/** The calls that make the copies, in the order of their numbers. */
export function cloneCalls(
  guest: Pick<Guest, 'node' | 'vmid' | 'kind'>,
  values: CloneValues,
  taken: ReadonlySet<number>,
): readonly PlannedCall[] {
  const count = copiesOf(values.copies)
  if (count === undefined || !/^\d+$/.test(values.newid)) return []
  const { node, vmid, kind } = guest
  return copyIds(Number(values.newid), count, taken).map((newid, index) => {
    const name = copyName(values.name.trim(), index, count)
    const common = {
      node,
      vmid,
      newid,
      full: values.full,
      ...(values.snapname !== '' && { snapname: values.snapname }),
      ...(values.full && values.storage && { storage: values.storage }),
      ...(values.pool && { pool: values.pool }),
    }
    return kind === 'qemu'
      ? planned('POST /nodes/{node}/qemu/{vmid}/clone', {
          ...common,
          ...(name !== '' && { name }),
          ...(values.full && values.format !== '' && { format: values.format }),
        })
      : planned('POST /nodes/{node}/lxc/{vmid}/clone', { ...common, ...(name !== '' && { hostname: name }) })
  })
}
