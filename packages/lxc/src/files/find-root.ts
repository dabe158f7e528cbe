import { readGuestConfig } from '@quorate/guest'
import { mountAt } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { placeHere } from '../place-here.ts'
import { planIdMap } from '../plan/id-map.ts'
import { readConfig } from '../plan/read-config.ts'
import { rootMount } from '../runtime/lxc-paths.ts'
import { processIdMap } from '../runtime/process-id-map.ts'
import type { LxcServices } from '../services.ts'
import type { GuestRoot } from './guest-root.ts'

/** Where the files of a container are reached now: while it runs, or is mounted. Fails with `CT 100 not running`. */
export async function findRoot(services: Pick<LxcServices, 'host' | 'runtime' | 'store'>, vmid: number): Promise<GuestRoot> {
  const { host, runtime, store } = services
  const running = await runtime.running(vmid)
  if (running) {
    const pid = running.initPid
    const startTicks = host.processes.startTicks(pid)
    const idMap = processIdMap(pid)
    // The number was read before the start: only when it is the same afterwards do both belong together.
    if (startTicks === undefined || (await runtime.running(vmid))?.initPid !== pid) throw new Failure(`CT ${vmid} has just ended`)
    return { path: `/proc/${pid}/root`, init: { pid, startTicks }, idMap }
  }
  const path = rootMount(host.root, vmid)
  if (!mountAt(path)) throw new Failure(`CT ${vmid} not running: start it, or mount it (pct mount ${vmid})`)
  const { raw, config } = readConfig(vmid, readGuestConfig(store, placeHere(services, vmid)).config.current)
  return { path, idMap: planIdMap(config, raw) }
}
