import { Failure } from '@quorate/schema'
import type { PlanContext } from '../plan/plan-context.ts'
import { windowsVersion } from './os-type.ts'

/** The key `cpu`, taken apart. */
export interface CpuSetting {
  readonly model: string
  /** `+aes`, `-pcid` in the order written */
  readonly flags: readonly string[]
  readonly hidden: boolean
  readonly vendorId: string | undefined
  readonly physBits: string | undefined
  readonly level: string | undefined
}

const v2 = ['+pni', '+popcnt', '+sse4.1', '+sse4.2', '+ssse3']
const v3 = [...v2, '+aes', '+abm', '+avx', '+avx2', '+bmi1', '+bmi2', '+f16c', '+fma', '+movbe', '+xsave']
/** Levels of the x86-64 psABI, made from QEMU's own qemu64. */
const levels: Readonly<Record<string, readonly string[]>> = {
  'x86-64-v2': v2,
  'x86-64-v2-AES': ['+aes', ...v2],
  'x86-64-v3': v3,
  'x86-64-v4': [...v3, '+avx512bw', '+avx512cd', '+avx512dq', '+avx512f', '+avx512vl'],
}

const name = /^[A-Za-z0-9][\w.-]*$/
const flag = /^[+-][a-zA-Z0-9_.-]+$/

/** Reads `host`, `cputype=kvm64,flags=+aes;-pcid`. Fails naming the part that is wrong. */
export function readCpu(text: string | undefined): CpuSetting {
  const parts: Record<string, string> = {}
  for (const part of (text ?? '').split(',').filter(Boolean)) {
    const at = part.indexOf('=')
    parts[at < 0 ? 'cputype' : part.slice(0, at)] = part.slice(at + 1)
  }
  const model = parts['cputype'] ?? ''
  if (model !== '' && !name.test(model)) throw new Failure(`cpu: '${model}' is not the name of a CPU model`)
  if (model.startsWith('custom-'))
    throw new Failure(`cpu: the custom model '${model}' cannot be used; name one of QEMU's models and set flags`)
  const flags = (parts['flags'] ?? '').split(';').filter(Boolean)
  const bad = flags.find(item => !flag.test(item))
  if (bad !== undefined) throw new Failure(`cpu: '${bad}' is not a flag; write +name or -name`)
  const vendorId = parts['hv-vendor-id']
  if (vendorId !== undefined && !/^[a-zA-Z0-9]{1,12}$/.test(vendorId))
    throw new Failure(`cpu: hv-vendor-id '${vendorId}' is not 1 to 12 letters and digits`)
  const physBits = parts['phys-bits']
  if (physBits !== undefined && !/^(host|\d{1,2})$/.test(physBits))
    throw new Failure(`cpu: phys-bits '${physBits}' is neither 'host' nor a number`)
  const level = parts['level']
  if (level !== undefined && !/^\d+$/.test(level)) throw new Failure(`cpu: level '${level}' is not a number`)
  return { model, flags, hidden: parts['hidden'] === '1', vendorId, physBits, level }
}

/** Hyper-V features that Windows of a version makes use of. */
function enlightenments(version: number, vendorId: string | undefined): string[] {
  const flags = ['hv_relaxed', 'hv_spinlocks=0x1fff', 'hv_vapic']
  if (version >= 7) flags.push('hv_reset', 'hv_runtime', 'hv_stimer', 'hv_synic', 'hv_time', 'hv_vpindex')
  if (version >= 10) flags.push('hv_ipi')
  if (vendorId !== undefined) flags.push(`hv_vendor_id=${vendorId}`)
  return flags.sort()
}

/** The value of `-cpu`. */
export function cpuText(context: PlanContext): string {
  if (context.options.cpu !== undefined) return context.options.cpu
  const { config, accel, facts, warnings } = context
  const setting = readCpu(config.cpu)
  const emulated = accel === 'tcg'
  let model = setting.model || (emulated ? 'qemu64' : 'kvm64')
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
    if (windows !== undefined && windows >= 6 && !setting.hidden) put(enlightenments(windows, setting.vendorId))
    if (setting.hidden) put(['kvm=off'])
  }
  put(setting.flags.filter(item => !emulated || !/^[+-](hv|kvm)[_-]/.test(item)))
  if (setting.physBits !== undefined) put([setting.physBits === 'host' ? 'host-phys-bits=true' : `phys-bits=${setting.physBits}`])
  if (setting.level !== undefined) put([`level=${setting.level}`])
  return [own ? 'qemu64' : model, ...(emulated ? [] : ['enforce']), ...flags.values()].join(',')
}
