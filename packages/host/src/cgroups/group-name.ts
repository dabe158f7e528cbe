import { Failure } from '@quorate/schema'

/** `qemu/100`: parts of letters, digits, `-`, `_`, `.`; never a way out of our subtree. */
export function checkedGroup(group: string): string {
  const good = group.split('/').every(part => /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(part))
  if (!good) throw new Failure(`'${group}' is no name of a resource group`)
  return group
}
