import type { TaskHandle } from '@quorate/contract'
import { applyChanges, readGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { placeHere } from '../place-here.ts'
import type { LxcServices } from '../services.ts'
import { planSection } from '../steps/load-container.ts'
import { startContainer } from '../steps/start-container.ts'
import { shutDownContainer, type ShutdownRequest } from './stop-container.ts'

/** Refuses what the next start would refuse, as long as the container runs. A hook script may provide what is missing now. */
async function checkNextStart(services: LxcServices, vmid: number): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  applyChanges(config, vmid, () => true)
  if (config.current.has('hookscript')) return
  try {
    await planSection(services, vmid, config.current)
  } catch (error) {
    throw new Failure(`CT ${vmid} is not rebooted, since it would not start again`, { cause: error })
  }
}

/** Shuts a container down and starts it again, with its pending changes. When this is cut short in between, it comes up again. */
export async function restartContainer(services: LxcServices, task: TaskHandle, vmid: number, request: ShutdownRequest): Promise<void> {
  await checkNextStart(services, vmid)
  const again = await task.undo('lxc.start-again', { vmid })
  await shutDownContainer(services, task, vmid, request)
  await startContainer(services, task, vmid)
  await again.settle()
}
