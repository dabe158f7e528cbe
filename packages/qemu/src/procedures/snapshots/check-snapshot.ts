import { checkLock, checkSnapshotName, readGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../../services.ts'
import { checkSavable, standingOf } from '../../state/standing.ts'
import { chooseStateStorage } from '../../state/state-volume.ts'
import { checkSnapshotDisks } from './snapshot-disks.ts'
import { placeHere } from '../place-here.ts'

/** Fails when no snapshot can be made now. `withMemory`: of a running guest also its memory. */
export async function checkSnapshot(services: QemuServices, vmid: number, name: string, withMemory: boolean): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  checkLock('VM', config)
  if (config.current.get('template') === '1') throw new Failure(`a template cannot have snapshots: VM ${vmid}`)
  checkSnapshotName(config, name)
  const running = (await services.runtime.running(vmid)) !== undefined
  checkSnapshotDisks(services.storage, config.current, withMemory && running, running)
  if (!withMemory || !running) return
  chooseStateStorage(services, config.current)
  await services.runtime.qmp(vmid, async client => {
    await standingOf(client, vmid)
    await checkSavable(client, vmid)
  })
}
