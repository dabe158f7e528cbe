import type { EndpointSpec } from './endpoint.ts'

/** A group of declarations: one resource. */
export type EndpointGroup = Readonly<Record<string, EndpointSpec>>

type Load = () => Promise<EndpointGroup>

/** Every group by area, loaded when asked for, so that a command needs to read only its own resource. */
export const areas = {
  access: [
    () => import('./access/acl.ts').then(module => module.accessAcl),
    () => import('./access/domains.ts').then(module => module.accessDomains),
    () => import('./access/groups.ts').then(module => module.accessGroups),
    () => import('./access/indexes.ts').then(module => module.accessIndexes),
    () => import('./access/openid.ts').then(module => module.accessOpenid),
    () => import('./access/password.ts').then(module => module.accessPassword),
    () => import('./access/permissions.ts').then(module => module.accessPermissions),
    () => import('./access/realm-sync-jobs.ts').then(module => module.accessRealmSyncJobs),
    () => import('./access/roles.ts').then(module => module.accessRoles),
    () => import('./access/tfa.ts').then(module => module.accessTfa),
    () => import('./access/ticket.ts').then(module => module.accessTicket),
    () => import('./access/tokens.ts').then(module => module.accessTokens),
    () => import('./access/users.ts').then(module => module.accessUsers),
  ],
  acme: [
    () => import('./acme/accounts.ts').then(module => module.acmeAccounts),
    () => import('./acme/directories.ts').then(module => module.acmeDirectories),
    () => import('./acme/node-certificates.ts').then(module => module.acmeNodeCertificates),
    () => import('./acme/plugins.ts').then(module => module.acmePlugins),
  ],
  additions: [
    () => import('./additions.ts').then(module => module.additions),
    () => import('./additions/history.ts').then(module => module.history),
    () => import('./additions/preferences.ts').then(module => module.preferences),
    () => import('./additions/inventory.ts').then(module => module.inventory),
    () => import('./additions/search.ts').then(module => module.search),
    () => import('./additions/session.ts').then(module => module.session),
    () => import('./additions/login-notice.ts').then(module => module.loginNotice),
    () => import('./qemu/rescan.ts').then(module => module.qemuRescan),
    () => import('./qemu/cleanup.ts').then(module => module.qemuCleanup),
    () => import('./qemu/showcmd.ts').then(module => module.qemuShowcmd),
    () => import('./lxc/programs.ts').then(module => module.lxcPrograms),
    () => import('./lxc/files.ts').then(module => module.lxcFiles),
    () => import('./lxc/maintenance.ts').then(module => module.lxcMaintenance),
    () => import('./lxc/attach.ts').then(module => module.lxcAttach),
    () => import('./storage/ovf-description.ts').then(module => module.ovfDescription),
    () => import('./storage/build-template.ts').then(module => module.buildTemplate),
    () => import('./storage/template-index.ts').then(module => module.templateIndex),
  ],
  backup: [
    () => import('./backup/coverage.ts').then(module => module.backupCoverage),
    () => import('./backup/jobs.ts').then(module => module.backupJobs),
    () => import('./backup/vzdump.ts').then(module => module.backupVzdump),
  ],
  ceph: [
    () => import('./ceph/cfg.ts').then(module => module.cephCfg),
    () => import('./ceph/cluster.ts').then(module => module.cephCluster),
    () => import('./ceph/fs.ts').then(module => module.cephFs),
    () => import('./ceph/mds.ts').then(module => module.cephMds),
    () => import('./ceph/mgr.ts').then(module => module.cephMgr),
    () => import('./ceph/mon.ts').then(module => module.cephMon),
    () => import('./ceph/osd.ts').then(module => module.cephOsd),
    () => import('./ceph/pool.ts').then(module => module.cephPool),
    () => import('./ceph/services.ts').then(module => module.cephServices),
  ],
  cluster: [
    () => import('./cluster/bulk-action.ts').then(module => module.clusterBulkAction),
    () => import('./cluster/config.ts').then(module => module.clusterConfig),
    () => import('./cluster/indexes.ts').then(module => module.clusterIndexes),
    () => import('./cluster/options.ts').then(module => module.clusterOptions),
    () => import('./cluster/overview.ts').then(module => module.clusterOverview),
    () => import('./cluster/schedule.ts').then(module => module.clusterSchedule),
  ],
  firewall: [
    () => import('./firewall/cluster-aliases.ts').then(module => module.firewallClusterAliases),
    () => import('./firewall/cluster-ipsets.ts').then(module => module.firewallClusterIpsets),
    () => import('./firewall/cluster-options.ts').then(module => module.firewallClusterOptions),
    () => import('./firewall/cluster-rules.ts').then(module => module.firewallClusterRules),
    () => import('./firewall/groups.ts').then(module => module.firewallGroups),
    () => import('./firewall/lxc-aliases.ts').then(module => module.firewallLxcAliases),
    () => import('./firewall/lxc-ipsets.ts').then(module => module.firewallLxcIpsets),
    () => import('./firewall/lxc-options.ts').then(module => module.firewallLxcOptions),
    () => import('./firewall/lxc-rules.ts').then(module => module.firewallLxcRules),
    () => import('./firewall/node-options.ts').then(module => module.firewallNodeOptions),
    () => import('./firewall/node-rules.ts').then(module => module.firewallNodeRules),
    () => import('./firewall/qemu-aliases.ts').then(module => module.firewallQemuAliases),
    () => import('./firewall/qemu-ipsets.ts').then(module => module.firewallQemuIpsets),
    () => import('./firewall/qemu-options.ts').then(module => module.firewallQemuOptions),
    () => import('./firewall/qemu-rules.ts').then(module => module.firewallQemuRules),
    () => import('./firewall/vnet.ts').then(module => module.firewallVnet),
  ],
  ha: [
    () => import('./ha/groups.ts').then(module => module.haGroups),
    () => import('./ha/resources.ts').then(module => module.haResources),
    () => import('./ha/rules.ts').then(module => module.haRules),
    () => import('./ha/status.ts').then(module => module.haStatus),
  ],
  lxc: [
    () => import('./lxc/config.ts').then(module => module.lxcConfig),
    () => import('./lxc/console.ts').then(module => module.lxcConsole),
    () => import('./lxc/containers.ts').then(module => module.lxcContainers),
    () => import('./lxc/disk-actions.ts').then(module => module.lxcDiskActions),
    () => import('./lxc/indexes.ts').then(module => module.lxcIndexes),
    () => import('./lxc/migration.ts').then(module => module.lxcMigration),
    () => import('./lxc/snapshots.ts').then(module => module.lxcSnapshots),
    () => import('./lxc/statistics.ts').then(module => module.lxcStatistics),
    () => import('./lxc/status.ts').then(module => module.lxcStatus),
  ],
  mapping: [
    () => import('./mapping/dir.ts').then(module => module.mappingDir),
    () => import('./mapping/pci.ts').then(module => module.mappingPci),
    () => import('./mapping/usb.ts').then(module => module.mappingUsb),
  ],
  metrics: [() => import('./metrics/servers.ts').then(module => module.metricsServers)],
  nodes: [
    () => import('./nodes/apt.ts').then(module => module.nodesApt),
    () => import('./nodes/apt-repositories.ts').then(module => module.nodesAptRepositories),
    () => import('./nodes/capabilities.ts').then(module => module.nodesCapabilities),
    () => import('./nodes/config.ts').then(module => module.nodesConfig),
    () => import('./nodes/console.ts').then(module => module.nodesConsole),
    () => import('./nodes/disks.ts').then(module => module.nodesDisks),
    () => import('./nodes/disks-directory.ts').then(module => module.nodesDisksDirectory),
    () => import('./nodes/disks-lvm.ts').then(module => module.nodesDisksLvm),
    () => import('./nodes/disks-lvmthin.ts').then(module => module.nodesDisksLvmthin),
    () => import('./nodes/disks-zfs.ts').then(module => module.nodesDisksZfs),
    () => import('./nodes/dns.ts').then(module => module.nodesDns),
    () => import('./nodes/guests.ts').then(module => module.nodesGuests),
    () => import('./nodes/hardware.ts').then(module => module.nodesHardware),
    () => import('./nodes/hosts.ts').then(module => module.nodesHosts),
    () => import('./nodes/indexes.ts').then(module => module.nodesIndexes),
    () => import('./nodes/logs.ts').then(module => module.nodesLogs),
    () => import('./nodes/network.ts').then(module => module.nodesNetwork),
    () => import('./nodes/nodes.ts').then(module => module.nodes),
    () => import('./nodes/services.ts').then(module => module.nodesServices),
    () => import('./nodes/statistics.ts').then(module => module.nodesStatistics),
    () => import('./nodes/status.ts').then(module => module.nodesStatus),
    () => import('./nodes/subscription.ts').then(module => module.nodesSubscription),
    () => import('./nodes/tasks.ts').then(module => module.nodesTasks),
    () => import('./nodes/time.ts').then(module => module.nodesTime),
  ],
  notifications: [
    () => import('./notifications/gotify.ts').then(module => module.notificationsGotify),
    () => import('./notifications/matcher-fields.ts').then(module => module.notificationsMatcherFields),
    () => import('./notifications/matchers.ts').then(module => module.notificationsMatchers),
    () => import('./notifications/sendmail.ts').then(module => module.notificationsSendmail),
    () => import('./notifications/smtp.ts').then(module => module.notificationsSmtp),
    () => import('./notifications/targets.ts').then(module => module.notificationsTargets),
    () => import('./notifications/webhook.ts').then(module => module.notificationsWebhook),
  ],
  pools: [() => import('./pools/pools.ts').then(module => module.pools)],
  qemu: [
    () => import('./qemu/agent.ts').then(module => module.qemuAgent),
    () => import('./qemu/agent-exec.ts').then(module => module.qemuAgentExec),
    () => import('./qemu/cloudinit.ts').then(module => module.qemuCloudinit),
    () => import('./qemu/config.ts').then(module => module.qemuConfig),
    () => import('./qemu/console.ts').then(module => module.qemuConsole),
    () => import('./qemu/disk-actions.ts').then(module => module.qemuDiskActions),
    () => import('./qemu/indexes.ts').then(module => module.qemuIndexes),
    () => import('./qemu/migration.ts').then(module => module.qemuMigration),
    () => import('./qemu/monitor.ts').then(module => module.qemuMonitor),
    () => import('./qemu/snapshots.ts').then(module => module.qemuSnapshots),
    () => import('./qemu/statistics.ts').then(module => module.qemuStatistics),
    () => import('./qemu/status.ts').then(module => module.qemuStatus),
    () => import('./qemu/vms.ts').then(module => module.qemuVms),
  ],
  replication: [
    () => import('./replication/jobs.ts').then(module => module.replicationJobs),
    () => import('./replication/status.ts').then(module => module.replicationStatus),
  ],
  sdn: [
    () => import('./sdn/apply.ts').then(module => module.sdnApply),
    () => import('./sdn/controllers.ts').then(module => module.sdnControllers),
    () => import('./sdn/dns.ts').then(module => module.sdnDns),
    () => import('./sdn/fabric-nodes.ts').then(module => module.sdnFabricNodes),
    () => import('./sdn/fabrics.ts').then(module => module.sdnFabrics),
    () => import('./sdn/ipams.ts').then(module => module.sdnIpams),
    () => import('./sdn/ips.ts').then(module => module.sdnIps),
    () => import('./sdn/node-status.ts').then(module => module.sdnNodeStatus),
    () => import('./sdn/subnets.ts').then(module => module.sdnSubnets),
    () => import('./sdn/vnets.ts').then(module => module.sdnVnets),
    () => import('./sdn/zones.ts').then(module => module.sdnZones),
  ],
  storage: [
    () => import('./storage/config.ts').then(module => module.storageConfig),
    () => import('./storage/content.ts').then(module => module.storageContent),
    () => import('./storage/file-restore.ts').then(module => module.storageFileRestore),
    () => import('./storage/prune-backups.ts').then(module => module.storagePruneBackups),
    () => import('./storage/scan.ts').then(module => module.storageScan),
    () => import('./storage/status.ts').then(module => module.storageStatus),
    () => import('./storage/templates.ts').then(module => module.storageTemplates),
    () => import('./storage/upload.ts').then(module => module.storageUpload),
  ],
  version: [() => import('./version.ts').then(module => module.version)],
} as const satisfies Record<string, readonly Load[]>

export type Area = keyof typeof areas

export const areaNames = Object.keys(areas) as Area[]

/** The declarations of one area. */
export async function loadArea(area: Area): Promise<EndpointSpec[]> {
  const groups: EndpointGroup[] = await Promise.all(areas[area].map(load => load()))
  return groups.flatMap(group => Object.values(group))
}

/** Every declaration there is. */
export async function allEndpoints(): Promise<EndpointSpec[]> {
  return (await Promise.all(areaNames.map(loadArea))).flat()
}
