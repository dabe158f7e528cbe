import type { VmConfig } from './vm-config.ts'

/** Keys that mean something for the machine and that this plan does not do. They stay in the config; a start says so. */
const kept: Readonly<Record<string, string>> = {
  'amd-sev': 'memory encryption is not turned on',
  'intel-tdx': 'memory encryption is not turned on',
  cdrom: 'use ide2',
  hugepages: 'memory is not taken from huge pages',
}

export function keptKeys(config: VmConfig): string[] {
  const warnings = Object.keys(kept)
    .filter(key => config[key] !== undefined)
    .map(key => `${key}: is kept but has no effect: ${kept[key]}`)
  if (Object.keys(config).some(key => /^virtiofs\d+$/.test(key)))
    warnings.push('virtiofs: is kept but has no effect: folders are not shared')
  return warnings
}
