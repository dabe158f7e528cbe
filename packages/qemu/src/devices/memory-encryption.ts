import { Failure } from '@quorate/schema'
import { objectOption } from '../plan/command-text.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import type { ObjectPlan } from '../plan/vm-plan.ts'

export interface EncryptionPlan {
  readonly options: readonly string[]
  /** What the machine itself is told. */
  readonly machine: readonly string[]
  /** Flags of the CPU that such a guest must not have. */
  readonly cpu: readonly string[]
  /** Firmware in the folder of firmware that is loaded as a whole: these guests cannot have flash chips. */
  readonly bios: string | undefined
}

const none: EncryptionPlan = { options: [], machine: [], cpu: [], bios: undefined }

/** amd-sev and intel-tdx: memory that the host cannot read. Refused, with the reason, where QEMU or the host cannot do it. */
export function planEncryption(context: PlanContext): EncryptionPlan {
  const { config } = context
  if (config['amd-sev'] && config['intel-tdx']) throw new Failure('amd-sev: a guest is encrypted by amd-sev or by intel-tdx, not by both')
  if (config['amd-sev']) return planSev(context, config['amd-sev'])
  if (config['intel-tdx']) return planTdx(context, config['intel-tdx'])
  return none
}

const sevObjects = { std: 'sev-guest', es: 'sev-guest', snp: 'sev-snp-guest' } as const

/** Bits of the policies, as AMD's interface of the secure processor numbers them. */
const policyBits = { noDebug: 1 << 0, noKeySharing: 1 << 1, encryptedState: 1 << 2, smt: 1 << 16, always: 1 << 17, debug: 1 << 19 } as const

function planSev(context: PlanContext, setting: NonNullable<PlanContext['config']['amd-sev']>): EncryptionPlan {
  const key = 'amd-sev'
  const { host, node } = context.facts
  const kind = setting.type
  requireObject(context, key, sevObjects[kind], kind)
  requireGround(context, key)
  const { sev } = host
  if (!sev?.kinds.includes(kind))
    throw new Failure(
      `${key}: node ${node} cannot encrypt guests with '${kind}': its processor does not have it, or it is off in its firmware or in the module kvm_amd`,
    )
  const snp = kind === 'snp'
  const policy = snp
    ? policyBits.always | (setting['allow-smt'] === false ? 0 : policyBits.smt) | (setting['no-debug'] ? 0 : policyBits.debug)
    : (setting['no-debug'] ? policyBits.noDebug : 0) |
      (setting['no-key-sharing'] ? policyBits.noKeySharing : 0) |
      (kind === 'es' ? policyBits.encryptedState : 0)
  if (snp && setting['no-key-sharing']) context.warnings.push(`${key}: no-key-sharing is for std and es; with snp keys are never shared`)
  const object: ObjectPlan = {
    'qom-type': sevObjects[kind],
    id: 'encryption',
    cbitpos: sev.cBitPosition,
    'reduced-phys-bits': sev.reducedBits,
    policy,
    ...(setting['kernel-hashes'] ? { 'kernel-hashes': true } : {}),
  }
  return {
    options: objectOption(object),
    machine: ['confidential-guest-support=encryption'],
    cpu: [],
    bios: snp ? 'OVMF.amdsev.fd' : undefined,
  }
}

function planTdx(context: PlanContext, setting: NonNullable<PlanContext['config']['intel-tdx']>): EncryptionPlan {
  const key = 'intel-tdx'
  const { host, node } = context.facts
  requireObject(context, key, 'tdx-guest', setting.type)
  requireGround(context, key)
  if (context.machine.kind !== 'q35') throw new Failure(`${key}: needs machine: q35`)
  if (!host.tdx) throw new Failure(`${key}: node ${node} cannot run guests under TDX: its processor does not have it, or it is off`)
  const port = setting['vsock-port']
  const object: ObjectPlan = {
    'qom-type': 'tdx-guest',
    id: 'encryption',
    ...(setting.attestation && port !== undefined
      ? { 'quote-generation-socket': { type: 'vsock', cid: String(setting['vsock-cid'] ?? 2), port: String(port) } }
      : {}),
  }
  return {
    options: objectOption(object),
    machine: ['confidential-guest-support=encryption', 'kernel-irqchip=split'],
    cpu: ['-kvm_steal_time', 'pmu=off'],
    bios: 'OVMF.inteltdx.fd',
  }
}

function requireObject({ facts: { qemu, node } }: PlanContext, key: string, object: string, kind: string): void {
  if (qemu.objects.includes(object)) return
  throw new Failure(
    `${key}: QEMU ${qemu.version} on node ${node} does not know '${kind}' (its object ${object} is missing): update QEMU, or remove ${key}`,
  )
}

function requireGround({ config, accel }: PlanContext, key: string): void {
  if (accel !== 'kvm') throw new Failure(`${key}: needs KVM; remove kvm: 0 or ${key}`)
  if (config.bios !== 'ovmf') throw new Failure(`${key}: needs bios: ovmf`)
}
