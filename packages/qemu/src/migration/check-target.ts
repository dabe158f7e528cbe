import { readCpuInfo } from '@quorate/host'
import { checkTakesIn, type ConfigSection } from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { networkKeys } from '../devices/network.ts'
import type { NetConfig } from '../plan/vm-config.ts'
import { readConfig } from '../plan/read-config.ts'
import type { QemuServices } from '../services.ts'
import { planSection } from '../steps/load-vm.ts'
import { configHere } from './incoming/start-incoming.ts'
import type { IncomingRequest } from './wire.ts'

async function attempt(problems: string[], look: () => Promise<void> | void): Promise<void> {
  try {
    await look()
  } catch (error) {
    problems.push(failureText(error))
  }
}

/** A processor that is not named by a model that both nodes emulate alike. */
function checkProcessor({ running }: IncomingRequest, here: string): void {
  if (!running || !/^(?:host|max)(?:,|$)/.test(running.form.cpu) || running.processor === here) return
  throw new Failure(
    `cpu: the VM runs with the processor of its node as it is (${running.processor}), and here it is another (${here}): choose a model that both have, such as x86-64-v2-AES, and restart it`,
  )
}

async function checkStart(
  services: QemuServices,
  vmid: number,
  current: ConfigSection,
  { form }: NonNullable<IncomingRequest['running']>,
): Promise<void> {
  const { config } = readConfig(vmid, current)
  const bridges = networkKeys(config).flatMap(key => (config[key] as NetConfig).bridge ?? [])
  const { bridgeMtu, kvm } = await services.hostFacts(bridges)
  const lost = bridges.find(bridge => !bridgeMtu.has(bridge))
  if (lost !== undefined) throw new Failure(`bridge '${lost}' does not exist on node ${services.host.root.node}`)
  if (!kvm && config.kvm !== false) throw new Failure(`node ${services.host.root.node} has no KVM: /dev/kvm cannot be used`)
  await planSection(services, vmid, current, { ...form, incoming: 'defer', paused: true })
}

/** What speaks against taking in a VM here, in words. Changes nothing. */
export async function checkTarget(services: QemuServices, vmid: number, request: IncomingRequest): Promise<string[]> {
  const problems: string[] = []
  const { running, volumes } = request
  for (const storage of new Set(volumes.map(volume => volume.storage))) {
    const sizes = volumes.flatMap(volume => (volume.storage === storage && volume.kind !== 'mirror' ? (volume.fileBytes ?? 0) : []))
    await attempt(problems, () => checkTakesIn(services, storage, 'images', Math.max(0, ...sizes)))
  }
  if (await services.runtime.running(vmid)) problems.push(`a QEMU of VM ${vmid} runs on node ${services.host.root.node} already`)
  if (!running || problems.length) return problems
  // The names that the volumes will have are not known yet; on their storage any name is looked at alike.
  const moved: Record<string, string> = {}
  for (const { volid, storage, name } of volumes) {
    const file = /\.[a-z0-9]+$/.test(name ?? '')
    if (name !== undefined) moved[volid] = file ? `${storage}:${vmid}/${name}` : `${storage}:${name}`
  }
  const { current } = configHere(request, moved)
  await attempt(problems, () => checkProcessor(request, readCpuInfo().model))
  await attempt(problems, () => checkStart(services, vmid, current, running))
  return problems
}
