import { describeBytes, Failure } from '@quorate/schema'
import type { Content } from '@quorate/storage'
import type { GuestServices } from '../../services.ts'

/** Fails unless a storage can take in volumes here, the largest of them of so many bytes. */
export async function checkTakesIn(
  { storage, host }: Pick<GuestServices, 'storage' | 'host'>,
  id: string,
  content: Content,
  largest: number,
): Promise<void> {
  storage.usable(id, content)
  const { active, problem, available } = await storage.status(id)
  const { node } = host.root
  if (!active) throw new Failure(`storage '${id}' cannot be used on node ${node}: ${problem ?? 'it is not active'}`)
  if (available !== undefined && largest > available)
    throw new Failure(`storage '${id}' on node ${node} has ${describeBytes(available)} left, and ${describeBytes(largest)} are needed`)
}
