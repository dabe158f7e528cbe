import type { Author, ConfigStore } from '@quorate/cluster'
import { editAccess } from '../config/edit-access.ts'
import { requirePool } from './pools.ts'

/** Puts a new guest into a pool; moves it there when it is in another. Throws a Failure when the pool does not exist. */
export async function addGuestToPool(store: ConfigStore, author: Author, poolid: string, vmid: number): Promise<void> {
  await editAccess(store, author, config => {
    const target = requirePool(config, poolid)
    for (const pool of config.pools.values()) pool.vms.delete(vmid)
    target.vms.add(vmid)
  })
}

/** Takes a destroyed guest out of its pool; with `purge` also its permissions. */
export async function forgetGuest(store: ConfigStore, author: Author, vmid: number, purge: boolean): Promise<void> {
  await editAccess(store, author, config => {
    for (const pool of config.pools.values()) pool.vms.delete(vmid)
    if (purge) config.acl.delete(`/vms/${vmid}`)
  })
}

/** Takes a removed storage out of its pools, and its permissions. */
export async function forgetStorage(store: ConfigStore, author: Author, storage: string): Promise<void> {
  await editAccess(store, author, config => {
    for (const pool of config.pools.values()) pool.storages.delete(storage)
    config.acl.delete(`/storage/${storage}`)
  })
}
