import type { ConfigSection } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { machineOfQom, runningMachine } from '../devices/running-machine.ts'
import type { QmpClient } from '../qmp/qmp-client.ts'
import type { RunningVm } from '../runtime/running-vm.ts'
import type { QemuServices } from '../services.ts'

/** How a guest's QEMU was started, as far as its config does not tell: saved memory fits nothing else. */
export interface RunningForm {
  /** `pc-i440fx-7.2+pve0` */
  readonly machine: string
  /** QEMU's text: `x86-64-v2-AES,enforce` */
  readonly cpu: string
  /** By `net0`; cards without an MTU of their own are left out. */
  readonly nicMtus: Readonly<Record<string, number>>
}

/** Keys of a config section that hold a running form. */
export const formKeys = ['runningmachine', 'runningcpu', 'running-nets-host-mtu'] as const

async function hostMtu(client: QmpClient, key: string): Promise<number> {
  const path = `/machine/peripheral/${key}`
  const properties = await client.execute('qom-list', { path })
  if (!properties.some(({ name }) => name === 'host_mtu')) return 0
  return Number(await client.execute('qom-get', { path, property: 'host_mtu' }))
}

/** Asks a running guest's QEMU. */
export async function runningForm(services: Pick<QemuServices, 'host'>, vm: RunningVm, client: QmpClient): Promise<RunningForm> {
  const line = services.host.processes.commandLine(vm.pid) ?? []
  const cpu = line[line.indexOf('-cpu') + 1]
  if (cpu === undefined || !line.includes('-cpu')) throw new Failure(`VM ${vm.vmid}: the CPU of the running QEMU is not known`)
  const machine = runningMachine(machineOfQom(String(await client.execute('qom-get', { path: '/machine', property: 'type' }))))
  const devices = await client.execute('qom-list', { path: '/machine/peripheral' })
  const nicMtus: Record<string, number> = {}
  for (const { name } of devices.filter(device => /^net\d+$/.test(device.name))) {
    const mtu = await hostMtu(client, name)
    if (mtu > 0) nicMtus[name] = mtu
  }
  return { machine, cpu, nicMtus }
}

export function writeForm(section: ConfigSection, form: RunningForm): void {
  section.set('runningmachine', form.machine)
  section.set('runningcpu', form.cpu)
  const mtus = Object.entries(form.nicMtus).map(([key, mtu]) => `${key}=${mtu}`)
  if (mtus.length) section.set('running-nets-host-mtu', mtus.join(','))
}

/** What is missing stays as the config has it. */
export function readForm(section: ConfigSection): Partial<RunningForm> {
  const machine = section.get('runningmachine')
  const cpu = section.get('runningcpu')
  const mtus = section.get('running-nets-host-mtu')
  const pairs = mtus?.split(',').map(pair => pair.split('=') as [string, string])
  return {
    ...(machine === undefined ? {} : { machine }),
    ...(cpu === undefined ? {} : { cpu }),
    ...(pairs ? { nicMtus: Object.fromEntries(pairs.map(([key, mtu]) => [key, Number(mtu)])) } : {}),
  }
}
