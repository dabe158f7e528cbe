import { useLingui } from '@lingui/react/macro'
import { useLabels } from '../../labels/use-labels.ts'
import type { Config } from '../config/config-rows.ts'
import { isCdrom, isCloudInit, isDrive, type HardwareGroup, type HardwareItem } from './hardware-items.ts'

/** Names of groups and lines of the hardware list. */
export function useHardwareWords(kind: 'qemu' | 'lxc') {
  const { t } = useLingui()
  const labels = useLabels()
  const groups: Readonly<Record<HardwareGroup, string>> = {
    compute: t`Processors and memory`,
    disks: kind === 'qemu' ? t`Disks` : t`File systems`,
    media: t`CD/DVD drives`,
    network: t`Network`,
    dns: t`Name and DNS`,
    firmware: t`Firmware and display`,
    host: kind === 'qemu' ? t`USB and PCI` : t`Devices`,
    other: t`Other devices`,
    unused: t`Unused disks`,
  }
  const named: Readonly<Record<string, string>> = { processors: t`Processors`, dns: t`Host name and DNS` }
  function itemName({ id }: Pick<HardwareItem, 'id'>, config: Config): string {
    const text = config.get(id) ?? ''
    if (isDrive(id)) return isCloudInit(text) ? t`Cloud-init drive` : isCdrom(text) ? t`CD/DVD drive` : t`Hard disk`
    return named[id] ?? labels.name(id)
  }
  return { groups, itemName }
}
