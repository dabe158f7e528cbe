import { encodeOperation } from '../operation.ts'
import type { Random } from './random.ts'

/** What clients of a model want: a place in the order, or an id of their own. */
export function newOperation(random: Random): string {
  return encodeOperation(
    random.chance(0.2)
      ? { kind: 'reserve', lower: 1_000_000, upper: 2_000_000, owner: 'x' }
      : { kind: 'commit', changes: [], meta: { time: 0, node: '', authid: '' } },
  )
}
