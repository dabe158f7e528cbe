import { boolean, integer, string } from '@quorate/schema'
import { link } from '../cluster/config.ts'
import { fingerprint } from '../parameters.ts'
import { special, type SpecialCommandSpec } from './special-command.ts'

export const clusterSpecialCommands: readonly SpecialCommandSpec[] = [
  special('ha-manager crm-command node-maintenance disable <node>', 'Let a node take HA resources again.'),
  special('ha-manager crm-command node-maintenance enable <node>', 'Move HA resources off a node for maintenance.'),
  special('ha-manager crm-command stop <sid> <timeout>', 'Stop an HA resource within a time.'),
  special('pmxcfs', 'Run the file system of the cluster configuration.'),
  special('pveceph fs destroy <name>', 'Destroy a Ceph file system.', {
    'remove-pools': boolean({ description: 'Also destroy its pools.' }),
    'remove-storages': boolean({ description: 'Also remove storages that use it.' }),
  }),
  special('pveceph install', 'Install the packages of Ceph.', {
    'allow-experimental': boolean({ description: 'Allow versions that are not released.' }),
    repository: string({ description: 'Package repository.', enum: ['enterprise', 'manual', 'no-subscription', 'test'] }),
    version: string({ description: 'Version.', enum: ['squid', 'tentacle'] }),
  }),
  special('pveceph purge', 'Destroy Ceph data and configuration of the node.', {
    crash: boolean({ description: 'Also remove crash reports.' }),
    logs: boolean({ description: 'Also remove logs.' }),
  }),
  special('pvecm add <hostname>', 'Join this node to the cluster of another.', {
    fingerprint,
    force: boolean({ description: 'Replace a node of the same name, and configuration that was made here.' }),
    'link[n]': link,
    nodeid: integer({ description: 'Number of the node in the cluster.', minimum: 1 }),
    votes: integer({ description: 'Votes of the node.', minimum: 0 }),
    use_ssh: boolean({ description: 'Not there: nodes do not log in to each other over SSH.' }),
  }),
  special('pvecm expected <expected>', 'Tell corosync a new number of expected votes.'),
  special('pvecm keygen <filename>', 'Make a key for corosync.'),
  special('pvecm mtunnel [<extra-args>]', 'Serve a migration from another node.', {
    get_migration_ip: boolean({ description: 'Say the address for migrations.' }),
    migration_network: string({ description: 'Network to migrate over.' }),
    'run-command': boolean({ description: 'Run a command.' }),
  }),
  special('pvecm nodes', 'Show the nodes as this node sees them.'),
  special('pvecm qdevice setup <address>', 'Set up a quorum device.', {
    force: boolean({ description: 'Go on where a check would stop.' }),
    network: string({ description: 'Network of the device.' }),
  }),
  special('pvecm status', 'Show quorum and votes as this node sees them.'),
  special('pvecm updatecerts', 'Write the certificates of the node anew.', {
    force: boolean({ description: 'Go on where a check would stop.' }),
    silent: boolean({ description: 'Say no errors.' }),
    'unmerge-known-hosts': boolean({ description: 'Take old host keys out.' }),
  }),
  special('pvesr finalize-local-job <id> [<extra-args>]', 'Remove old replication snapshots after a run.', {
    last_sync: integer({ description: 'Time of the last run.', minimum: 0 }),
  }),
  special('pvesr prepare-local-job <id> [<extra-args>]', 'Prepare a run of a replication job.', {
    force: boolean({ description: 'Go on where a check would stop.' }),
    last_sync: integer({ description: 'Time of the last run.', minimum: 0 }),
    parent_snapname: string({ description: 'Snapshot to build on.' }),
    scan: string({ description: 'List volumes of all storages.' }),
  }),
  special('pvesr run', 'Run replication jobs.', {
    id: string({ description: 'Id.' }),
    mail: boolean({ description: 'Send mail on failure.' }),
    verbose: boolean({ description: 'Show more.' }),
  }),
  special('pvesr set-state <vmid> <state>', "Set the state of a guest's replication."),
]
