import type { SpecialRun } from './special-run.ts'

/** Every command that is built and is not one API call; each is loaded when it runs. */
export const specialRuns: Readonly<Record<string, () => Promise<SpecialRun>>> = {
  'pveam available': () => import('./templates/available.ts').then(module => module.available),
  'pveam remove': () => import('./templates/remove.ts').then(module => module.remove),
  'pct console': () => import('./pct/console.ts').then(module => module.console),
  'pct cpusets': () => import('./pct/cpusets.ts').then(module => module.cpusets),
  'pct enter': () => import('./pct/enter.ts').then(module => module.enter),
  'pct exec': () => import('./pct/exec.ts').then(module => module.exec),
  'pct pull': () => import('./pct/pull.ts').then(module => module.pull),
  'pct push': () => import('./pct/push.ts').then(module => module.push),
  'pct rescan': () => import('./rescan.ts').then(module => module.rescan('lxc')),
  'pvecm add': () => import('./pvecm/add.ts').then(module => module.add),
  'pvecm expected': () => import('./pvecm/expected.ts').then(module => module.expected),
  'pvecm keygen': () => import('./pvecm/keygen.ts').then(module => module.keygen),
  'pvecm mtunnel': () => import('./pvecm/mtunnel.ts').then(module => module.mtunnel),
  'pvecm nodes': () => import('./pvecm/nodes.ts').then(module => module.nodes),
  'pvecm qdevice setup': () => import('./pvecm/qdevice-setup.ts').then(module => module.qdeviceSetup),
  'pvecm status': () => import('./pvecm/status.ts').then(module => module.status),
  'pvecm updatecerts': () => import('./pvecm/updatecerts.ts').then(module => module.updatecerts),
  'pvesh create': () => import('./pvesh/call.ts').then(module => module.pveshCall('POST')),
  'pvesh delete': () => import('./pvesh/call.ts').then(module => module.pveshCall('DELETE')),
  'pvesh get': () => import('./pvesh/call.ts').then(module => module.pveshCall('GET')),
  'pvesh ls': () => import('./pvesh/ls.ts').then(module => module.pveshLs),
  'pvesh set': () => import('./pvesh/call.ts').then(module => module.pveshCall('PUT')),
  'pvesh usage': () => import('./pvesh/usage.ts').then(module => module.pveshUsage),
  'pvesm apiinfo': () => import('./storage/apiinfo.ts').then(module => module.apiinfo),
  'pvesm free': () => import('./storage/free.ts').then(module => module.free),
  'pvesm path': () => import('./storage/path.ts').then(module => module.path),
  'pvesm prune-backups': () => import('./storage/prune-backups.ts').then(module => module.pruneBackups),
  'pveum user tfa delete': () => import('./access/tfa.ts').then(module => module.deleteTfa),
  'pveum user tfa list': () => import('./access/tfa.ts').then(module => module.listTfa),
  'pveum user token permissions': () => import('./access/token-permissions.ts').then(module => module.tokenPermissions),
  'qm cleanup': () => import('./qm/cleanup.ts').then(module => module.cleanup),
  'qm disk import': () => import('./qm/disk-import.ts').then(module => module.diskImport),
  'qm disk rescan': () => import('./rescan.ts').then(module => module.rescan('qemu')),
  'qm import': () => import('./qm/import.ts').then(module => module.importGuest),
  'qm importovf': () => import('./qm/importovf.ts').then(module => module.importOvf),
  'qm guest exec': () => import('./qm/guest-exec.ts').then(module => module.guestExec),
  'qm monitor': () => import('./qm/monitor.ts').then(module => module.monitor),
  'qm nbdstop': () => import('./qm/nbdstop.ts').then(module => module.nbdstop),
  'qm terminal': () => import('./qm/terminal.ts').then(module => module.terminal),
  'qm unlock': () => import('./qm/unlock.ts').then(module => module.unlock),
  'qm vncproxy': () => import('./qm/vncproxy.ts').then(module => module.vncproxy),
  'qm wait': () => import('./qm/wait.ts').then(module => module.wait),
}

/** How a command runs; undefined: it is not built. */
export function specialRun(name: string): Promise<SpecialRun> | undefined {
  return specialRuns[name]?.()
}
