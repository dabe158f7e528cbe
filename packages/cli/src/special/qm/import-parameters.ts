import { Failure } from '@quorate/schema/failure'

/** What a package says that a VM is to be created with. */
export interface ImportDescription {
  readonly 'create-args': Readonly<Record<string, string | number>>
  /** Disk key -> volume or absolute path. */
  readonly disks?: Readonly<Record<string, string>>
  readonly net?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly warnings?: readonly { readonly type: string; readonly key?: string; readonly value?: string }[]
}

/** Parameters of the creation. Without a bridge a card is on QEMU's own network: name one with --netN. */
export function importParameters(
  description: ImportDescription,
  wanted: { readonly vmid: string; readonly storage: string; readonly format?: string | undefined },
): Record<string, string | number> {
  const { vmid, storage, format } = wanted
  const cards = Object.entries(description.net ?? {}).map(([key, { model = 'virtio', macaddr, bridge }]) => {
    return [key, `${model}${macaddr === undefined ? '' : `=${macaddr}`}${bridge === undefined ? '' : `,bridge=${bridge}`}`]
  })
  const disks = Object.entries(description.disks ?? {}).map(([key, from]) => {
    if (/[,\p{Cc}]/u.test(from)) throw new Failure(`${key}: '${from}' cannot be imported: rename it, without commas`)
    return [key, `${storage}:0,import-from=${from}${format === undefined ? '' : `,format=${format}`}`]
  })
  const efi = description['create-args']['bios'] === 'ovmf' ? { efidisk0: `${storage}:1,efitype=4m` } : {}
  return { vmid: Number(vmid), ...description['create-args'], ...efi, ...Object.fromEntries(cards), ...Object.fromEntries(disks) }
}

/** A line for each thing that will not be as it was. */
export function warningLines({ warnings = [] }: ImportDescription): string[] {
  const texts: Readonly<Record<string, string>> = {
    'cdrom-image-ignored': 'the image in a CD drive is not imported',
    'efi-state-lost': 'the EFI settings are not part of the package: a new EFI disk is made',
    'nvme-unsupported': 'disks on NVMe controllers become SCSI disks',
    'ovmf-with-lsi-unsupported': 'UEFI cannot boot from an LSI controller: another is used',
    'serial-port-socket-only': 'serial ports become sockets',
  }
  return warnings.map(({ type, value }) => `WARNING: ${texts[type] ?? type}${value === undefined ? '' : ` (${value})`}\n`)
}
