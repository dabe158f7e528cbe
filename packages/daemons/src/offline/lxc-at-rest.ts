import type { Implementation } from '@quorate/contract'
import { GuestIndex } from '@quorate/guest'
import { realHost } from '@quorate/host'
import { ContainerRuntime, hostFactsOf, lxcApi } from '@quorate/lxc'
import { createStorageService } from '@quorate/storage'
import { silentHub, type AtRest } from './at-rest.ts'

/** Containers run on without the product: whoever is root here may enter them then, too, of which nobody can make a note. */
export function lxcAtRest({ root, store }: AtRest): Implementation[] {
  const host = realHost(root, () => undefined)
  return lxcApi({
    host,
    store,
    hub: silentHub,
    guests: new GuestIndex(store),
    storage: createStorageService({ store, host }),
    runtime: new ContainerRuntime(host),
    hostFacts: hostFactsOf(host),
    lxcfs: async () => undefined,
    noteTask: async () => '',
  })
}
