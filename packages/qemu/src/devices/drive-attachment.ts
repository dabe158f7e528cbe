/** How a drive's block node is handed to its device. */
export interface DriveAttachment {
  /** undefined: empty tray */
  readonly node: string | undefined
  readonly cdrom: boolean
  /** The guest's SCSI commands go to the host's device as they are. */
  readonly passThrough: boolean
  readonly writeBack: boolean
  /** Place in the boot order; lower comes first. */
  readonly bootIndex: number | undefined
}
