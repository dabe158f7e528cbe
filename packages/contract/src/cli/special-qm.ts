import { boolean, integer, string } from '@quorate/schema'
import { indexed } from '../indexed.ts'
import { qemuConfigKeys } from '../qemu/config-keys.ts'
import { special, type SpecialCommandSpec } from './special-command.ts'

export const qmSpecialCommands: readonly SpecialCommandSpec[] = [
  special('qm cleanup <vmid> <clean-shutdown> <guest-requested>', 'Clean up after a VM has ended.'),
  special(
    'qm disk import <vmid> <source> <storage>',
    'Import an image file as a disk.',
    {
      format: string({ description: 'Format.', enum: ['qcow2', 'raw', 'vmdk'] }),
      'target-disk': string({
        description: 'Name of the disk.',
        enum: [
          'efidisk0',
          'tpmstate0',
          ...indexed('ide', 4),
          ...indexed('sata', 6),
          ...indexed('scsi', 31),
          ...indexed('unused', 256),
          ...indexed('virtio', 16),
        ],
      }),
    },
    ['qm importdisk'],
  ),
  special(
    'qm disk rescan',
    'Find volumes and sizes that the configuration does not know.',
    {
      dryrun: boolean({ description: 'Only say what would be done.' }),
      vmid: integer({ description: 'Id of the guest.', minimum: 100, maximum: 999999999 }),
    },
    ['qm rescan'],
  ),
  special('qm enroll-efi-keys <vmid>', 'Enrol present keys in the variables of UEFI.'),
  special('qm guest exec <vmid> [<extra-args>]', 'Run a program in the guest by its agent.', {
    'pass-stdin': boolean({ description: 'Pass standard input on.' }),
    stream: boolean({ description: 'Show the output as it comes, and end with the exit code of the program. Needs a shell in the guest.' }),
    synchronous: boolean({ description: 'Wait for the end.' }),
    timeout: integer({ description: 'Longest wait in seconds.', minimum: 0 }),
  }),
  special('qm import <vmid> <source>', 'Create a VM from one of another platform.', {
    ...qemuConfigKeys,
    delete: string({ description: 'Settings to leave out.' }),
    dryrun: boolean({ description: 'Only say what would be done.' }),
    format: string({ description: 'Format.', enum: ['qcow2', 'raw', 'vmdk'] }),
    'live-import': boolean({ description: 'Start at once and import while it runs.' }),
    storage: string({ description: 'Id of the storage.' }),
  }),
  special('qm importovf <vmid> <manifest> <storage>', 'Create a VM from an OVF description.', {
    dryrun: boolean({ description: 'Only say what would be done.' }),
    format: string({ description: 'Format.', enum: ['qcow2', 'raw', 'vmdk'] }),
  }),
  special('qm monitor <vmid>', 'Open the QEMU monitor.'),
  special('qm mtunnel', 'Serve a migration from another node.'),
  special('qm nbdstop <vmid>', 'Stop the NBD server of a VM.'),
  special('qm terminal <vmid>', 'Open a serial console.', {
    escape: string({ description: 'Key that ends the session.' }),
    iface: string({ description: 'Serial port.', enum: ['serial0', 'serial1', 'serial2', 'serial3'] }),
  }),
  special('qm unlock <vmid>', 'Remove the lock of a VM.'),
  special('qm vncproxy <vmid>', 'Carry VNC of a VM over standard input and output.'),
  special('qm wait <vmid>', 'Wait until a VM has stopped.', { timeout: integer({ description: 'Longest wait in seconds.', minimum: 1 }) }),
  special('qmeventd [-f] [-v] PATH', 'Watch for VMs that end.'),
]
