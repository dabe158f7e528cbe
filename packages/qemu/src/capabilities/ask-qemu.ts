import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { QmpAnswers } from '../qmp/qmp-commands.ts'
import { lookedAt } from './looked-at.ts'
import type { QemuCapabilities } from './qemu-capabilities.ts'
import { qmpAnswers, type QmpQuestion } from './qmp-answers.ts'
import { QmpSchema } from './schema-enums.ts'

/** Starts the program without a machine, asks it over QMP what it offers, and lets it end. Fails with QEMU's own text. */
export async function askQemu(host: Host, binary: string): Promise<QemuCapabilities> {
  const questions: QmpQuestion[] = [
    ['qmp_capabilities'],
    ['query-version'],
    ['query-target'],
    ['query-machines'],
    ['qom-list-types', { implements: 'device', abstract: false }],
    ['qom-list-types', { implements: 'user-creatable', abstract: false }],
    ['qom-list-types', { implements: 'accel', abstract: false }],
    ['query-cpu-definitions'],
    ['query-commands'],
    ['query-qmp-schema'],
    ...lookedAt.map((typename): QmpQuestion => ['device-list-properties', { typename }]),
    // A question that is always answered comes last: its answer is the end.
    ['query-version'],
  ]
  const answers = await qmpAnswers(host, binary, ['-machine', 'none'], questions)
  const answer = <T>(at: number): T => {
    if (!answers.has(at)) throw new Failure(`${binary} did not answer '${questions[at]?.[0]}'`)
    return answers.get(at) as T
  }
  const names = (list: readonly { readonly name: string }[]) => list.map(item => item.name).sort()
  const { qemu } = answer<QmpAnswers['query-version']>(1)
  const schema = new QmpSchema(answer<QmpAnswers['query-qmp-schema']>(9))
  const properties: Record<string, string[]> = {}
  lookedAt.forEach((device, index) => {
    // A build without the device answers with an error; a plan that wants it then finds it missing in `devices`.
    if (answers.has(10 + index)) properties[device] = names(answer<QmpAnswers['device-list-properties']>(10 + index))
  })
  return {
    binary,
    version: `${qemu.major}.${qemu.minor}.${qemu.micro}`,
    arch: answer<{ arch: QemuCapabilities['arch'] }>(2).arch,
    machines: answer<QmpAnswers['query-machines']>(3).map(machine => ({
      name: machine.name,
      ...(machine.alias === undefined ? {} : { alias: machine.alias }),
      cpuMax: machine['cpu-max'],
      ...(machine['is-default'] ? { isDefault: true } : {}),
      ...(machine.deprecated ? { deprecated: true } : {}),
    })),
    devices: names(answer(4)),
    objects: names(answer(5)),
    accelerators: names(answer<{ name: string }[]>(6)).map(name => name.replace(/-accel$/, '')),
    properties,
    cpuModels: names(answer(7)),
    commands: names(answer(8)),
    aio: schema.choices('blockdev-add', 'aio', 'file'),
    blockDrivers: schema.choices('blockdev-add', 'driver'),
  }
}
