import { Failure } from '@quorate/schema'

/** QEMU refused a command. */
export class QmpFailure extends Failure {
  /** QEMU's own: `GenericError`, `DeviceNotFound`, `CommandNotFound`, `DeviceNotActive`, `KVMMissingCap` */
  readonly errorClass: string | undefined

  constructor(vmid: number, command: string, error: { readonly class?: string; readonly desc?: string }) {
    super(`QMP command '${command}' failed on VM ${vmid}: ${error.desc ?? 'no reason given'}`)
    this.errorClass = error.class
  }
}
