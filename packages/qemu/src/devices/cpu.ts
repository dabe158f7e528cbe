import { Failure } from '@quorate/schema'
import { isCpuFlag } from '../plan/known-by-qemu.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import { cpuModel } from './cpu-model.ts'
import { windowsVersion } from './os-type.ts'

const v2 = ['+pni', '+popcnt', '+sse4.1', '+sse4.2', '+ssse3']
const v3 = [...v2, '+aes', '+abm', '+avx', '+avx2', '+bmi1', '+bmi2', '+f16c', '+fma', '+movbe', '+xsave']
/** Levels of the x86-64 psABI, made from QEMU's own qemu64. */
const levels: Readonly<Record<string, readonly string[]>> = {
  'x86-64-v2': v2,
  'x86-64-v2-AES': ['+aes', ...v2],
  'x86-64-v3': v3,
  'x86-64-v4': [...v3, '+avx512bw', '+avx512cd', '+avx512dq', '+avx512f', '+avx512vl'],
}

/** Models that are no model of QEMU. */
export const cpuLevels: readonly string[] = Object.keys(levels)

/** Hyper-V features that Windows of a version makes use of. */
function enlightenments(version: number, vendorId: string | undefined): string[] {
  const flags = ['hv_relaxed', 'hv_spinlocks=0x1fff', 'hv_vapic']
  if (version >= 7) flags.push('hv_reset', 'hv_runtime', 'hv_stimer', 'hv_synic', 'hv_time', 'hv_vpindex')
  if (version >= 10) flags.push('hv_ipi')
  if (vendorId !== undefined) flags.push(`hv_vendor_id=${vendorId}`)
  return flags.sort()
}

/** The value of `-cpu`. `required`: flags that something else in the plan asks for. */
export function cpuText(context: PlanContext, required: readonly string[] = []): string {
  if (context.options.cpu !== undefined) return context.options.cpu
  const { config, accel, facts, warnings } = context
  const setting = config.cpu ?? {}
  const wanted = cpuModel(setting, facts.customCpus)
  const emulated = accel === 'tcg'
  let model = wanted.name ?? (emulated ? 'qemu64' : 'kvm64')
  if (setting['reported-model'] !== undefined && !setting.cputype?.startsWith('custom-')) {
    warnings.push(`cpu: reported-model is for custom models only and is ignored`)
  }
  const own = levels[model]
  if (emulated && (model === 'host' || model === 'max')) {
    if (model === 'host') warnings.push(`cpu: 'host' needs KVM; emulating as much as QEMU can ('max') instead`)
    model = 'max'
  }
  if (!own && model !== 'max' && model !== 'host' && facts.qemu.cpuModels.length && !facts.qemu.cpuModels.includes(model)) {
    throw new Failure(`cpu: QEMU ${facts.qemu.version} on node ${facts.node} does not know the model '${model}'`)
  }
  const flags = new Map<string, string>()
  const put = (items: readonly string[]) => items.forEach(item => flags.set(item.replace(/^[+-]/, '').replace(/=.*/, ''), item))
  if (own) put(own)
  if (!emulated) {
    const windows = windowsVersion(config.ostype)
    if (!own && (model === 'kvm64' || model === 'kvm32')) put(['+lahf_lm', '+sep'])
    put(['+kvm_pv_eoi', '+kvm_pv_unhalt'])
    if (config.ostype === 'solaris') put(['-x2apic'])
    if (windows !== undefined && windows >= 6 && !wanted.hidden && !facts.host.limitedKvm) put(enlightenments(windows, wanted.hvVendorId))
    if (wanted.hidden) put(['kvm=off'])
    // Such a KVM tells of this register and then refuses to set it, of which QEMU dies.
    if (facts.host.limitedKvm && (model === 'host' || model === 'max')) put(['-arch-capabilities'])
  }
  const named = wanted.flags.map(flag => flagOfHost(flag, facts.host.cpuVendor))
  put(named.filter(item => !emulated || !/^[+-](hv|kvm)[_-]/.test(item)))
  for (const bits of [wanted.physBits, wanted.guestPhysBits]) {
    if (bits !== undefined && bits !== 'host' && (Number(bits) < 32 || Number(bits) > 52))
      throw new Failure(`cpu: ${bits} bits of physical addresses are not possible: 32 to 52 are`)
  }
  if (wanted.physBits !== undefined) put([wanted.physBits === 'host' ? 'host-phys-bits=true' : `phys-bits=${wanted.physBits}`])
  if (wanted.guestPhysBits !== undefined) put([`guest-phys-bits=${wanted.guestPhysBits}`])
  put(required)
  for (const flag of flags.keys()) {
    if (!isCpuFlag(facts.qemu, flag)) throw new Failure(`cpu: QEMU ${facts.qemu.version} on node ${facts.node} does not know '${flag}'`)
  }
  return [own ? 'qemu64' : model, ...(emulated || facts.host.limitedKvm ? [] : ['enforce']), ...flags.values()].join(',')
}

/** `nested-virt` is the flag by which the host's processor runs guests of guests. */
function flagOfHost(flag: string, vendor: string | undefined): string {
  return flag.replace(/^([+-])nested-virt$/, vendor === 'AuthenticAMD' ? '$1svm' : '$1vmx')
}
