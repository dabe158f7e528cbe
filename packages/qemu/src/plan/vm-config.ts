import type { ideDisk, scsiDisk } from '@quorate/contract/qemu/disk'
import type { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import type { netOption } from '@quorate/contract/qemu/net'
import type { Static, StaticProperties } from '@quorate/schema'

/** A VM's config, decoded; unknown keys are in it as text. */
export type VmConfig = Partial<StaticProperties<typeof qemuConfigKeys>> & { readonly [key: string]: unknown }

/** A drive of any bus: SCSI has the most options; IDE adds the model. */
export type DriveConfig = Static<typeof scsiDisk> & Pick<Static<typeof ideDisk>, 'model'>

export type NetConfig = Static<typeof netOption>
