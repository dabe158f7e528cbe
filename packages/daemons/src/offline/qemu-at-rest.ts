import type { Implementation } from '@quorate/contract'
import { GuestIndex } from '@quorate/guest'
import { realHost } from '@quorate/host'
import { capabilitiesOf, GuestRuntime, hostFactsOf, qemuApi } from '@quorate/qemu'
import { createStorageService } from '@quorate/storage'
import { silentHub, type AtRest } from './at-rest.ts'

export function qemuAtRest({ root, store, refuse }: AtRest): Implementation[] {
  const host = realHost(root, () => undefined)
  return qemuApi({
    host,
    store,
    hub: silentHub,
    guests: new GuestIndex(store),
    storage: createStorageService({ store, host }),
    capabilities: capabilitiesOf(host, '/usr/bin/qemu-system-x86_64'),
    hostFacts: hostFactsOf(host),
    firmware: '/usr/share/OVMF',
    noteTask: refuse,
    runtime: new GuestRuntime(host),
  })
}
