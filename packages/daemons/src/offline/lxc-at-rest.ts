import type { Implementation } from '@quorate/contract'
import { GuestIndex } from '@quorate/guest'
import { realHost } from '@quorate/host'
import { ContainerRuntime, hostFactsOf, keepLxcfs, lxcApi } from '@quorate/lxc'
import { createStorageService } from '@quorate/storage'
import { silentHub, type AtRest } from './at-rest.ts'

export function lxcAtRest({ root, store, refuse }: AtRest): Implementation[] {
  const host = realHost(root, () => undefined)
  return lxcApi({
    host,
    store,
    hub: silentHub,
    guests: new GuestIndex(store),
    storage: createStorageService({ store, host }),
    noteTask: refuse,
    runtime: new ContainerRuntime(host),
    hostFacts: hostFactsOf(host),
    lxcfs: keepLxcfs(host, text => console.error(text)).current,
  })
}
