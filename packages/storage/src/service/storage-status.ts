import { setTimeout as delay } from 'node:timers/promises'
import { Failure, failureText } from '@quorate/schema'
import type { StorageEntry } from '../config/storage-entry.ts'
import type { StorageStatus } from '../driver.ts'
import type { NodeStorageStatus } from '../storage-service.ts'
import type { Storages } from './storages.ts'

/** A storage whose server does not answer must not hold up the list of all. */
const patienceMs = 10_000

async function ask(storages: Storages, storage: string): Promise<StorageStatus> {
  const opened = storages.open(storage)
  await opened.activate()
  return await opened.status()
}

async function inTime(answer: Promise<StorageStatus>): Promise<StorageStatus> {
  const done = new AbortController()
  const late = delay(patienceMs, undefined, { signal: done.signal }).then(() => {
    throw new Failure(`got timeout after ${patienceMs / 1000} s`)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    done.abort()
    late.catch((error: Error) => error.name)
  }
}

export async function statusOf(storages: Storages, entry: StorageEntry): Promise<NodeStorageStatus> {
  const plain = {
    storage: entry.id,
    type: entry.type,
    content: entry.content,
    enabled: !entry.disabled,
    shared: entry.shared,
  }
  if (entry.disabled || !storages.onThisNode(entry)) return { ...plain, active: false }
  try {
    return { ...plain, ...(await inTime(ask(storages, entry.id))) }
  } catch (error) {
    return { ...plain, active: false, problem: failureText(error) }
  }
}
