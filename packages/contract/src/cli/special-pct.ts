import { boolean, integer, string } from '@quorate/schema'
import { special, type SpecialCommandSpec } from './special-command.ts'

export const pctSpecialCommands: readonly SpecialCommandSpec[] = [
  special('pct console <vmid>', 'Open the console of a container.', { escape: string({ description: 'Key that ends the session.' }) }),
  special('pct cpusets', 'List the processors that containers use.'),
  special('pct enter <vmid>', 'Open a shell in a container.', {
    'keep-env': boolean({ description: 'Hand the environment of this command on.' }),
  }),
  special('pct exec <vmid> [<extra-args>]', 'Run a program in a container.', {
    'keep-env': boolean({ description: 'Hand the environment of this command on.' }),
  }),
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
]
