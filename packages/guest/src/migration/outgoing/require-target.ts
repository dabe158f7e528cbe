import { Failure, parameterFailure } from '@quorate/schema'
import type { GuestServices } from '../../services.ts'
import type { OtherNodes } from '../other-nodes.ts'

/** Fails unless the node is one that a guest could go to. */
export function requireTarget({ otherNodes, host }: Pick<GuestServices, 'otherNodes' | 'host'>, target: string): OtherNodes {
  if (target === host.root.node) throw parameterFailure({ target: `target is local node: the guest is on '${target}' already` })
  if (!otherNodes?.names().includes(target)) throw parameterFailure({ target: `there is no node '${target}' in this cluster` })
  if (!otherNodes.isOnline(target)) throw new Failure(`node '${target}' is not online`, { status: 595 })
  return otherNodes
}
