/**
 * The machine of a running guest as it is noted in a snapshot's `runningmachine`: `pc-i440fx-7.2` is written
 * `pc-i440fx-7.2+pve0`, the form that clients and older configs know. Read back, `chooseMachine` passes over the suffix.
 */
export function runningMachine(type: string): string {
  return /\+pve\d+$/.test(type) ? type : `${type}+pve0`
}

/** The machine type in what QEMU answers to `qom-get /machine type`: `pc-i440fx-7.2-machine`. */
export function machineOfQom(qomType: string): string {
  return qomType.replace(/-machine$/, '')
}
