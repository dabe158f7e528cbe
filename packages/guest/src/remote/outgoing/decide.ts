import { setTimeout as delay } from 'node:timers/promises'
import { Failure, failureText } from '@quorate/schema'
import { readGuestConfig } from '../../change-config.ts'
import { wordOf } from '../../guest-path.ts'
import { migrationLock } from '../../migration/move-config.ts'
import type { RemoteWhereabouts } from '../wire.ts'
import { note, type RemoteContext } from './remote-context.ts'
import { askWhereabouts } from './remote-target.ts'

const finishMs = 30_000
const askMs = 20_000
const askAgainMs = 2000
/** How long the target is asked where the guest is when its answer did not come. */
const unknownMs = 120_000

async function untilKnown({ target, task }: Pick<RemoteContext, 'target' | 'task'>, why: unknown): Promise<RemoteWhereabouts> {
  task.log(`${target.cluster.name} was told to take the guest, and its answer did not come: ${failureText(why)}`)
  let last: unknown = why
  for (const end = performance.now() + unknownMs; performance.now() < end && !task.signal.aborted; await delay(askAgainMs)) {
    try {
      const signal = AbortSignal.any([task.signal, AbortSignal.timeout(askMs)])
      // A target that has not decided is not to decide any more. One that is another process by now has done so by itself.
      await target.ask('end', null, signal).catch(() => undefined)
      const where = await askWhereabouts(target, signal)
      if (where !== 'open') return where
    } catch (error) {
      if (failureText(error) !== failureText(last)) task.log(failureText(error))
      last = error
    }
  }
  return 'open'
}

/** The decision is the target's, and is asked for when the guest stands still here for good. Until its answer is known it goes on nowhere by this node's doing. */
export async function decideRemotely(context: RemoteContext): Promise<void> {
  const { services, place, target, signal, task } = context
  const what = `${wordOf(place)} ${place.vmid}`
  signal.throwIfAborted()
  const { config } = readGuestConfig(services.store, place)
  if (config.current.get('lock') !== migrationLock)
    throw new Failure(`${what} is not locked for its migration any more: somebody has unlocked it`)
  await note(context, { state: 'asked' })
  let where: RemoteWhereabouts = 'target'
  let why: unknown
  try {
    const { problem } = await target.ask('finish', null, AbortSignal.timeout(finishMs))
    if (problem !== undefined) task.warn(`${what} is at the target now, but does not go on there: ${problem}`)
  } catch (error) {
    why = error
    where = await untilKnown(context, error)
  }
  if (where === 'target') return await note(context, { state: 'gone' })
  if (where === 'source') {
    await note(context, { state: 'here' })
    throw new Failure(`${target.cluster.name} did not take the guest`, { cause: why })
  }
  throw new Failure(
    `whether ${what} is ${wordOf(place)} ${target.vmid} of ${target.cluster.name} now is not known: it stands still here, locked, until somebody has looked there`,
    { cause: why },
  )
}
