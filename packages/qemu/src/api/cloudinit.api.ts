import { implement, type Implementation } from '@quorate/contract'
import { qemuCloudinit } from '@quorate/contract/qemu/cloudinit'
import { authorOf, checkLock, quietWork, readGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { seedPart } from '../cloudinit/generate-seed.ts'
import { loadSettings } from '../cloudinit/load-settings.ts'
import { pendingRows } from '../cloudinit/pending-rows.ts'
import { regenerateCloudInit } from '../cloudinit/regenerate.ts'
import type { SeedPart } from '../cloudinit/seed.ts'
import { checkValueAccess } from '../procedures/access/value-access.ts'
import type { QemuServices } from '../services.ts'
import { placeHere } from '../procedures/place-here.ts'

const hidden = '**********'

/** What the guest's cloud-init drive was made from and what has changed since, what it holds, and making it anew. */
export function qemuCloudinitApi(services: QemuServices): Implementation[] {
  return implement(qemuCloudinit, {
    pending(_call, { vmid }) {
      return pendingRows(readGuestConfig(services.store, placeHere(services, vmid)).config)
    },

    async regenerate(call, { vmid }) {
      checkLock('VM', readGuestConfig(services.store, placeHere(services, vmid)).config)
      const work = quietWork(call.signal, text => console.error(`VM ${vmid}: ${text}`))
      const count = await regenerateCloudInit(services, { author: authorOf(call), work }, vmid)
      if (count === 0) throw new Failure(`VM ${vmid} has no cloud-init drive - add one, such as ide2=<storage>:cloudinit`)
      return null
    },

    /** Who may only look sees neither the password's hash nor snippets of storages that are closed to him. */
    async dump(call, { vmid, type }) {
      const { config } = readGuestConfig(services.store, placeHere(services, vmid))
      const snippets = config.current.get('cicustom')
      if (snippets !== undefined) checkValueAccess(call, 'cicustom', snippets)
      const settings = await loadSettings(services, vmid, config.current)
      const shown =
        settings.password === undefined || call.may(`/vms/${vmid}`, 'VM.Config.Cloudinit') ? settings : { ...settings, password: hidden }
      return await seedPart(shown, type as SeedPart)
    },
  })
}
