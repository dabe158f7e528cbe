import type { TaskHandle } from '@quorate/contract'
import { authorOf, changeGuestConfig, lockGuest } from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { placeHere } from '../place-here.ts'
import { rootMount } from '../runtime/lxc-paths.ts'
import type { LxcServices } from '../services.ts'
import { mountForWork } from '../volumes/mount-for-work.ts'
import { isDeviceOf, ownFileSystems, readContainer } from './own-file-systems.ts'

/** Of one file system it is a matter of seconds, but for old disks. */
const timeoutMs = 3_600_000

/** Trims what is mounted. By what the kernel says is mounted where, never by a path that is read in the container. */
async function trimMounted(services: LxcServices, task: TaskHandle, vmid: number, rootOnly: boolean): Promise<void> {
  const { host } = services
  const root = rootMount(host.root, vmid)
  const own = (await ownFileSystems(services, vmid)).filter(({ mount }) => !rootOnly || mount.key === 'rootfs')
  let trimmed = 0
  for (const { mountPoint, source } of host.mounts.below(root)) {
    for (const one of own) {
      if (!(await isDeviceOf(services, source, one))) continue
      trimmed += 1
      try {
        const { stdout } = await host.exec('fstrim', ['--verbose', '--', mountPoint], { signal: task.signal, timeoutMs })
        task.log(`${one.mount.key}: ${/\d+(?:\.\d+)? \S+ \(\d+ bytes\)/.exec(stdout)?.[0] ?? 'nothing'} given back`)
      } catch (error) {
        if (task.signal.aborted || !(error instanceof Failure)) throw error
        task.warn(`${one.mount.key}: ${failureText(error)}`)
      }
    }
  }
  if (trimmed === 0) task.log('there is nothing to trim: its file systems are folders of a storage')
}

/** Gives unused blocks back; a container that does not run is mounted meanwhile. It is locked (`fstrim`) for as long. */
export async function trimFileSystems(services: LxcServices, task: TaskHandle, vmid: number, rootOnly: boolean): Promise<void> {
  const place = placeHere(services, vmid)
  const running = await services.runtime.running(vmid)
  const lock = await lockGuest(services, task, place, 'fstrim')
  if (running) await trimMounted(services, task, vmid, rootOnly)
  else {
    await using mounted = await mountForWork(services, task, vmid, readContainer(services, vmid), { rootOnly })
    void mounted
    await trimMounted(services, task, vmid, rootOnly)
  }
  await changeGuestConfig(services.store, authorOf(task), place, { lock: 'fstrim' }, config => config.current.delete('lock'))
  await lock.settle()
}
