import { boolean, integer, string } from '@quorate/schema'
import { indexed } from '../indexed.ts'
import { special, type SpecialCommandSpec } from './special-command.ts'

export const pctSpecialCommands: readonly SpecialCommandSpec[] = [
  special('pct console <vmid>', 'Open the console of a container.', { escape: string({ description: 'Key that ends the session.' }) }),
  special('pct cpusets', 'List the processors that containers use.'),
  special('pct df <vmid>', 'Show how full the volumes of a container are.'),
  special('pct enter <vmid>', 'Open a shell in a container.', { 'keep-env': boolean({ description: 'Keep the environment.' }) }),
  special('pct exec <vmid> [<extra-args>]', 'Run a program in a container.', {
    'keep-env': boolean({ description: 'Keep the environment.' }),
  }),
  special('pct fsck <vmid>', 'Check a file system of a stopped container.', {
    device: string({ description: 'Mount point.', enum: ['rootfs', ...indexed('mp', 256)] }),
    force: boolean({ description: 'Go on where a check would stop.' }),
  }),
  special('pct fstrim <vmid>', "Discard unused blocks of a container's file systems.", {
    'ignore-mountpoints': boolean({ description: 'Only the root file system.' }),
  }),
  special('pct mount <vmid>', 'Mount the file systems of a stopped container on the node.'),
  special('pct pull <vmid> <path> <destination>', 'Copy a file out of a container.', {
    group: string({ description: 'Group of the file.' }),
    perms: string({ description: 'Access mode of the file.' }),
    user: string({ description: 'Owner of the file.' }),
  }),
  special('pct push <vmid> <file> <destination>', 'Copy a file into a container.', {
    group: string({ description: 'Group of the file.' }),
    perms: string({ description: 'Access mode of the file.' }),
    user: string({ description: 'Owner of the file.' }),
  }),
  special('pct rescan', 'Find volumes and sizes that the configuration does not know.', {
    dryrun: boolean({ description: 'Only say what would be done.' }),
    vmid: integer({ description: 'Id of the guest.', minimum: 100, maximum: 999999999 }),
  }),
  special('pct unlock <vmid>', 'Remove the lock of a container.'),
  special('pct unmount <vmid>', 'Unmount what pct mount mounted.'),
]
