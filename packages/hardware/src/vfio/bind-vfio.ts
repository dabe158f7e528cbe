import type { Host } from '@quorate/host'
import { Failure, failureText } from '@quorate/schema'
import { pciDevices } from '../pci/pci-device.ts'

const vfio = 'vfio-pci'
const drivers = 'bus/pci/drivers'

async function loadDriver({ kernel, exec }: Host): Promise<void> {
  if ((await kernel.list(`${drivers}/${vfio}`)).length > 0) return
  await exec('modprobe', [vfio])
}

/**
 * Takes a PCI device from the host's driver and gives it to vfio-pci, which lends it to guests. Answers how to give it
 * back. A guest that ends does not give it back: many drivers cannot take a device over that a guest has used.
 */
export async function bindVfio(host: Host, address: string): Promise<() => Promise<void>> {
  const { kernel } = host
  const at = `${pciDevices}/${address}`
  const former = await kernel.linked(`${at}/driver`)
  if (former === vfio) return async () => undefined
  const giveBack = async () => {
    // An empty line ends the override.
    await kernel.write(`${at}/driver_override`, '\n')
    const now = await kernel.linked(`${at}/driver`)
    if (now === vfio) await kernel.write(`${drivers}/${vfio}/unbind`, address)
    if (now !== former && former !== undefined) await kernel.write(`${drivers}/${former}/bind`, address)
  }
  try {
    await loadDriver(host)
    await kernel.write(`${at}/driver_override`, vfio)
    if (former !== undefined) await kernel.write(`${drivers}/${former}/unbind`, address)
    await kernel.write('bus/pci/drivers_probe', address)
    if ((await kernel.linked(`${at}/driver`)) !== vfio) throw new Failure(`${vfio} does not take it`)
  } catch (error) {
    const left = await giveBack().then(
      () => '',
      (why: unknown) => `, and not be given back (${failureText(why)})`,
    )
    throw new Failure(`PCI device ${address} could not be taken from the host (driver ${former ?? 'none'})${left}`, { cause: error })
  }
  return giveBack
}

/** Brings a device back to how it was switched on, where it can be reset alone. False: it cannot */
export async function resetPci({ kernel }: Host, address: string): Promise<boolean> {
  const at = `${pciDevices}/${address}`
  if (!(await kernel.list(at)).includes('reset')) return false
  await kernel.write(`${at}/reset`, '1')
  return true
}
