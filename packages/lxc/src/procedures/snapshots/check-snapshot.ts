import { checkLock, checkSnapshotName, readGuestConfig, type ConfigSection } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'
import { ownMounts } from '../own-mounts.ts'

/** Fails, naming the key, when a volume can have no snapshot now. */
export function checkSnapshotVolumes(
  { storage }: Pick<LxcServices, 'storage'>,
  section: ConfigSection,
  vmid: number,
  running: boolean,
): void {
  for (const { key, volid } of ownMounts(section, vmid)) {
    if (!storage.supports(volid, 'snapshot', { running })) throw new Failure(`snapshot feature is not available: ${key} (${volid})`)
  }
}

/** Fails when no snapshot can be made now. */
export async function checkSnapshot(services: LxcServices, vmid: number, name: string): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  checkSnapshotName(config, name)
  checkLock('CT', config)
  if (config.current.get('template') === '1') throw new Failure(`a template cannot have snapshots: CT ${vmid}`)
  checkSnapshotVolumes(services, config.current, vmid, (await services.runtime.running(vmid)) !== undefined)
}
