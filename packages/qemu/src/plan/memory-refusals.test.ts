import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configDecoderOf, parseGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { goldenFacts } from '../testing/golden-facts.ts'
import { vmProperties } from '../vm-schema.ts'
import { planVm } from './plan-vm.ts'
import type { VmConfig } from './vm-config.ts'
import type { HostFacts } from './vm-facts.ts'

const decode = configDecoderOf(vmProperties)
function plan(text: string, host: Partial<HostFacts> = {}) {
  const facts = goldenFacts(text)
  return planVm(decode(parseGuestConfig(text).current).config as VmConfig, { ...facts, host: { ...facts.host, ...host } })
}
const refuses = (text: string, message: RegExp, host: Partial<HostFacts> = {}) =>
  assert.throws(
    () => plan(text, host),
    (error: unknown) => error instanceof Failure && message.test(error.message),
    text,
  )

const pluggable = 'numa: 1\nhotplug: memory\n'

test('memory that cannot be plugged as the config asks for is refused, with what could be', () => {
  refuses('hotplug: memory\nmemory: 2048', /^hotplug: numa needs to be enabled/)
  refuses(`${pluggable}memory: 512`, /^memory: 512 MiB is too little: .* at least 1024 MiB/)
  refuses(`${pluggable}memory: 1600`, /^memory: 1600 MiB cannot be made of 1024 MiB and modules: use 1536 or 2048 MiB/)
  refuses(`${pluggable}memory: ${600 * 1024}`, /^memory: 614400 MiB is too much: .* at most 524288 MiB/)
  refuses(
    `${pluggable}memory: 2048\nnuma0: cpus=0,memory=2048`,
    /^the numa keys hold 2048 MiB together, but there are 1024 MiB at the start/,
  )
  refuses(`numa: 1\nmemory: 512\nnuma0: cpus=0,hostnodes=3,memory=512`, /^numa0: hostnodes: this node has no NUMA node 3/, {
    numaNodes: [0, 1],
  })
})

test('a processor that can name fewer addresses gets less room to grow', () => {
  const room = (text: string, host: Partial<HostFacts> = {}) => plan(`${pluggable}memory: 2048\n${text}`, host).memory.room
  assert.deepEqual(room(''), { mebibytes: 512 * 1024, slots: 255 })
  assert.deepEqual(room('cpu: host'), { mebibytes: 4096 * 1024, slots: 255 })
  assert.deepEqual(room('cpu: host', { physicalBits: 39 }), { mebibytes: 128 * 1024, slots: 128 })
  assert.deepEqual(room('cpu: kvm64,phys-bits=44'), { mebibytes: 4096 * 1024, slots: 255 })
})

test('huge pages that the memory cannot be made of, or that the node has not, are refused', () => {
  refuses('hugepages: 2\nmemory: 512', /^hugepages: numa needs to be enabled to use hugepages/)
  refuses('numa: 1\nhugepages: 1024\nmemory: 512', /1024 MiB/)
  refuses('numa: 1\nhugepages: 2\nmemory: 511', /^hugepages: memory of 511 MiB is not made of whole pages of 2 MiB/)
  refuses('numa: 1\nhugepages: 1024\nmemory: 1024', /^hugepages: the processors of node pve have no pages of 1024 MiB/, { hugePages: [2] })
  refuses('numa: 1\nhugepages: any\nmemory: 511', /^hugepages: node pve has no huge pages that 511 MiB can be made of/)
})

test('vcpus beyond sockets x cores are all that there are, with a word about it', () => {
  const { cpus, warnings } = plan('cores: 2\nvcpus: 8')
  assert.equal(cpus.fixed, 2)
  assert.match(warnings.join(), /^vcpus: 8 is more than sockets x cores; there are 2$/)
})

test('more CPUs than the node has are slow, and said to be; the guest starts', () => {
  const { cpus, warnings } = plan('cores: 99')
  assert.equal(cpus.maximum, 99)
  assert.match(warnings.join(), /^cores: 99 CPUs \(sockets x cores\) are more than the 16 of node pve/)
})
