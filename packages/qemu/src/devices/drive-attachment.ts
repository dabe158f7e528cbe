/** How a drive's block node is handed to its device. */
export interface DriveAttachment {
  /** undefined: empty tray */
  readonly node: string | undefined
  readonly cdrom: boolean
  readonly writeBack: boolean
  /** Place in the boot order; lower comes first. */
  readonly bootIndex: number | undefined
}
