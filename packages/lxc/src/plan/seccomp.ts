import type { ContainerConfig } from './container-config.ts'

/** System calls that reach past the container: another kernel, kernel modules, files by handle past their folder. */
const always = ['kexec_load', 'kexec_file_load', 'open_by_handle_at', 'init_module', 'finit_module', 'delete_module']
const eperm = 1
const enosys = 38

/**
 * The policy for system calls. Keyrings of the kernel are only in part of a user namespace: an unprivileged container
 * finds a kernel without them, unless `keyctl=1`.
 */
export function seccompText({ features }: ContainerConfig, privileged: boolean): string {
  const keyrings = privileged || features?.keyctl ? [] : [`keyctl errno ${enosys}`]
  return ['2', 'denylist', 'reject_force_umount', '[all]', ...always.map(call => `${call} errno ${eperm}`), ...keyrings, ''].join('\n')
}
