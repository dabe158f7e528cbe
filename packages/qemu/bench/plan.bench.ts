// How many VM configs are read and how many command lines are built in one second of CPU, beside what Proxmox VE does
// with the same config on comparable hardware.
import { readFileSync } from 'node:fs'
import { configDecoderOf, parseGuestConfig } from '@quorate/guest'
import { goldenFacts } from '../src/testing/golden-facts.ts'
import { planVm } from '../src/plan/plan-vm.ts'
import { readConfig } from '../src/plan/read-config.ts'
import type { VmConfig } from '../src/plan/vm-config.ts'
import { vmProperties } from '../src/vm-schema.ts'

const sample = (name: string) => readFileSync(new URL(`../src/plan/golden/${name}.conf`, import.meta.url), 'utf8')
const decode = configDecoderOf(vmProperties)
const text = sample('linux-server')
const facts = goldenFacts(text)
const config = decode(parseGuestConfig(text).current).config as VmConfig
const large = sample('thirty-devices')
const largeFacts = goldenFacts(large)

/** Best of five: other work on the machine takes caches away. */
function perCpuSecond(count: number, work: () => unknown): number {
  let best = 0
  for (let round = 0; round < 5; round++) {
    const start = process.cpuUsage()
    for (let at = 0; at < count; at++) work()
    const { user, system } = process.cpuUsage(start)
    best = Math.max(best, (count * 1e6) / (user + system))
  }
  return best
}

function report(what: string, rate: number, floor: { name: string; rate: number }, target: number): boolean {
  const times = `${(rate / floor.rate).toFixed(1)} x ${floor.name} (${floor.rate.toLocaleString('en')})`
  console.log(
    `${what.padEnd(44)} ${Math.round(rate).toLocaleString('en').padStart(10)} /CPU s   ${times}, target ${target.toLocaleString('en')}`,
  )
  return rate >= target
}

/** From the text of a config to the words of the command line. */
function commandLine(): readonly string[] {
  return planVm(readConfig(100, parseGuestConfig(large).current).config, largeFacts).argv
}

const devices = commandLine().filter(word => word === '-device').length
const milliseconds = 1000 / perCpuSecond(1_000, commandLine)
console.log(`config to command line, VM with ${devices} devices ${milliseconds.toFixed(3).padStart(13)} ms        budget 1 ms`)

const good = [
  devices >= 30 && milliseconds < 1,
  report(
    'VM configs read, all values decoded',
    perCpuSecond(10_000, () => decode(parseGuestConfig(text).current)),
    { name: "Proxmox VE's reader", rate: 2500 },
    25_000,
  ),
  report(
    'command lines built',
    perCpuSecond(4_000, () => planVm(config, facts)),
    { name: "Proxmox VE's builder", rate: 395 },
    10_000,
  ),
]
process.exit(good.every(Boolean) ? 0 : 1)
