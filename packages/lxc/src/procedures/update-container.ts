import {
  applyChanges,
  carryOutChange,
  editForChange,
  isUnusedKey,
  readGuestConfig,
  type ChangeFrame,
  type ConfigChange,
} from '@quorate/guest'
import { parameterFailure } from '@quorate/schema'
import { applyLive } from '../live/apply-live.ts'
import { placeHere } from '../place-here.ts'
import { planIdMap } from '../plan/id-map.ts'
import type { LxcServices } from '../services.ts'
import { prepareMount } from '../volumes/prepare-mount.ts'
import { rootOwner } from '../volumes/root-owner.ts'
import { appliesAtOnce } from './applies-at-once.ts'
import { completeNet } from './complete-net.ts'
import { isMountKey } from './mount-keys.ts'

/** Changes a container's config, and a running container as far as it can be. */
export async function updateContainer(services: LxcServices, frame: ChangeFrame, vmid: number, change: ConfigChange): Promise<void> {
  const place = placeHere(services, vmid)
  const { current } = readGuestConfig(services.store, place).config
  const owner = () => rootOwner(planIdMap({ unprivileged: current.get('unprivileged') === '1' }, current.rawLxc()))
  let running = false
  await carryOutChange(services, frame, place, change, {
    async prepare(wanted, created) {
      const set = new Map(wanted)
      for (const [key, text] of set) {
        if (isUnusedKey(key)) throw parameterFailure({ [key]: 'cannot be set: it appears by itself when a volume is taken out' })
        if (/^net\d+$/.test(key)) set.set(key, completeNet(key, text, services.guests))
        if (isMountKey(key)) set.set(key, await prepareMount(services, frame.work, vmid, key, text, owner(), created))
      }
      running = (await services.runtime.running(vmid)) !== undefined
      return set
    },
    edit: (config, complete) =>
      editForChange(config, vmid, complete, edited =>
        applyChanges(edited, vmid, key => !running || isUnusedKey(key) || appliesAtOnce(key)),
      ),
    written: complete => applyLive(services, frame, vmid, [...complete.set.keys(), ...complete.delete]),
  })
}
