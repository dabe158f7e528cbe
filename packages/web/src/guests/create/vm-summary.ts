import { useLingui } from '@lingui/react/macro'
import { volumeName } from '../../forms/pickers/volume-picker.tsx'
import { formatBytes } from '../../ui/format.ts'
import { numberedNames } from './numbered-names.ts'
import { osNames } from './os-words.ts'
import type { SummaryLine } from './summary.tsx'
import { diskKeys, type VmValues } from './vm-values.ts'

const mebibytes = (text: string) => formatBytes(Number(text) * 2 ** 20)

/** A new VM in a few lines. */
export function useVmSummary(values: VmValues, errors: Readonly<Record<string, string>>): readonly SummaryLine[] {
  const { t, i18n } = useLingui()
  const wrong = (...names: readonly (string | RegExp)[]) =>
    Object.keys(errors).some(error => names.some(name => (typeof name === 'string' ? name === error : name.test(error))))
  const count = Math.max(1, Number(values.count) || 1)
  const names = numberedNames(values.name.trim(), Math.min(count, 100))
  const sources = {
    iso: values.iso === '' ? t`Empty CD drive` : volumeName(values.iso),
    image: values.image === '' ? t`No image chosen` : volumeName(values.image),
    template: values.template === '' ? t`No template chosen` : t`Template ${values.template}`,
    none: t`Network`,
  }
  const keys = diskKeys(values.disks)
  const clone = values.source === 'template'
  const cores = Number(values.cores) * Number(values.sockets)
  const firmware = [values.bios === 'ovmf' ? 'UEFI' : 'BIOS', values.machine || 'i440fx', values.tpm && 'TPM', values.agent && t`Agent`]
  const lines: readonly (SummaryLine | false)[] = [
    {
      section: 'general',
      label: count > 1 ? t`${count} VMs` : t`VM ${values.vmid}`,
      text: [names[0] || '–', count > 1 && names.at(-1)].filter(Boolean).join(' … '),
      wrong: wrong('name', 'vmid', 'count', 'node', 'pool', 'tags'),
    },
    {
      section: 'os',
      label: clone ? t`Clone` : i18n._(osNames[values.os]),
      text: sources[values.source],
      wrong: wrong('image', 'template', 'ide2', 'ide0', 'ostype'),
    },
    !clone && {
      section: 'system',
      label: t`System`,
      text: firmware.filter(Boolean).join(', '),
      wrong: wrong('stateStorage', 'bios', 'machine', 'efidisk0', 'tpmstate0', 'vga', 'scsihw'),
    },
    !clone && {
      section: 'disks',
      label: t`Disks`,
      text: values.disks.map((disk, at) => `${keys[at]}: ${disk.size || '–'} GiB, ${disk.storage}`).join(' · ') || '–',
      wrong: wrong('disks', /^(?:scsi|virtio|sata)\d+$/, /^ide[13]$/),
    },
    {
      section: 'processor',
      label: t`Processor and memory`,
      text: `${Number.isFinite(cores) ? cores : '–'} × ${values.cpu || t`default`}, ${mebibytes(values.memory)}`,
      wrong: wrong('cores', 'sockets', 'memory', 'cpu'),
    },
    !clone && {
      section: 'network',
      label: t`Network`,
      text: values.nets.map(net => [net.bridge || '–', net.vlan && `VLAN ${net.vlan}`].filter(Boolean).join(' ')).join(' · ') || '–',
      wrong: wrong(/^net\d+$/),
    },
    (clone || values.source === 'image') && {
      section: 'cloudinit',
      label: 'Cloud-init',
      text: values.cloudInit ? [values.ciuser, values.ip].filter(Boolean).join(', ') || '–' : t`Not used`,
      wrong: wrong('ip', 'ipconfig0', 'ciuser', 'cipassword', 'sshkeys', 'nameserver', 'searchdomain'),
    },
  ]
  return lines.filter(line => line !== false)
}
