import { accessSync, constants } from 'node:fs'
import type { Root } from '@quorate/host'

function usable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}

/** Says in plain words what will not work on this machine or for this user. */
export function limitsOf(root: Root): string[] {
  const notices: string[] = []
  if (process.getuid?.() !== 0) {
    notices.push(
      'Not running as root: no bridges or taps (guests get user-mode networking), no CPU limits, no mount at etc/pve, no PAM logins; virtual machines run.',
    )
  } else if (!usable('/dev/fuse')) {
    notices.push(
      `/dev/fuse cannot be used: ${root.configMount} is not mounted; the config is reached through the API and the command line.`,
    )
  }
  if (!usable('/dev/kvm')) notices.push('/dev/kvm cannot be used: guests need the setting "kvm: 0" and then run under software emulation.')
  return notices
}
