import type { ConfigStore } from '@quorate/cluster'
import type { GuestIndex } from '@quorate/guest'
import { readMemory, type Host } from '@quorate/host'
import { ColonConfig, failureText } from '@quorate/schema'
import type { GuestMetrics } from '../metrics/guest-metrics.ts'
import type { GuestRuntime } from '../runtime/guest-runtime.ts'
import { balloonRange } from './balloon-range.ts'
import { balloonTargets, type BalloonGuest } from './balloon-targets.ts'

export interface BalanceServices {
  readonly host: Host
  readonly store: Pick<ConfigStore, 'read'>
  readonly guests: GuestIndex
  readonly runtime: GuestRuntime
  readonly notice: (text: string) => void
}

const usualTarget = 80
const answerMs = 2000

/** per cent of the node's memory that shall be in use: `ballooning-target` of the node's options */
function targetOf({ store, host }: BalanceServices): number {
  const text = ColonConfig.parse(store.read(`nodes/${host.root.node}/config`)?.text ?? '').get('ballooning-target')
  return text === undefined ? usualTarget : Number(text)
}

/** Gives guests with a balloon more memory, or takes some back, as the node has enough or is short of it. */
export async function balanceMemory(services: BalanceServices, measured: ReadonlyMap<number, GuestMetrics>): Promise<void> {
  const guests: BalloonGuest[] = []
  for (const [vmid, { details }] of measured) {
    const actual = details?.ballooninfo?.['actual']
    const range = actual === undefined ? undefined : balloonRange(services.guests.find(vmid)?.text ?? '')
    if (range) guests.push({ vmid, ...range, actual: actual ?? range.maximum })
  }
  if (guests.length === 0) return
  const { total, used } = readMemory()
  for (const [vmid, value] of balloonTargets({ total, used, target: targetOf(services) }, guests)) {
    try {
      await services.runtime.qmp(vmid, client => client.execute('balloon', { value }, { timeoutMs: answerMs }), { timeoutMs: answerMs })
    } catch (error) {
      services.notice(`VM ${vmid}: its memory could not be changed: ${failureText(error)}`)
    }
  }
}
