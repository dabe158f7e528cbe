import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Lab } from '@quorate/testing/lab'

export interface MemberOrder {
  /** Texts, one message each. */
  readonly send?: readonly string[]
  /** Bytes of one message of chance. */
  readonly random?: number
}

export interface ToldQuorum {
  readonly quorate: boolean
  readonly members: readonly number[]
  readonly ownVotes: number
  readonly totalVotes: number
  readonly votesOf: readonly (readonly [number, number])[]
  readonly tieBroken: boolean
  readonly twoNode: boolean
}

export interface MemberReport {
  readonly members?: readonly number[]
  readonly joined?: readonly number[]
  readonly left?: readonly number[]
  readonly message?: string
  readonly from?: number
  readonly quorum?: ToldQuorum
  readonly lost?: string
  readonly obeyed?: true
}

/** A member in a node of a lab, seen from the test. */
export interface TestMember {
  readonly reports: readonly MemberReport[]
  readonly messages: () => string[]
  order(order: MemberOrder): Promise<void>
  /** Looks at what was told until it is so. */
  until(what: string, condition: (reports: readonly MemberReport[]) => unknown): Promise<void>
  end(): Promise<void>
}

export function startMember(lab: Lab, node: number): TestMember {
  const child = lab.spawn(node, [process.execPath, join(import.meta.dirname, 'member-process.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (!child.stdin || !child.stdout) throw new Error('a member without pipes')
  const { stdin } = child
  const reports: MemberReport[] = []
  createInterface({ input: child.stdout }).on('line', line => reports.push(JSON.parse(line) as MemberReport))
  const until: TestMember['until'] = async (what, condition) => {
    for (let tries = 0; tries < 3000; tries++, await sleep(20)) if (condition(reports)) return
    const shown = reports.slice(-10).map(report => JSON.stringify(report))
    throw new Error(`node ${node} did not tell within a minute that ${what}; it told at last:\n${shown.join('\n')}`)
  }
  const obeyed = () => reports.filter(report => report.obeyed).length
  return {
    reports,
    until,
    messages: () => reports.filter(report => report.message !== undefined).map(({ from, message }) => `${from}: ${message}`),
    async order(order) {
      const before = obeyed()
      stdin.write(`${JSON.stringify(order)}\n`)
      await until('it obeyed', () => obeyed() > before)
    },
    async end() {
      stdin.end()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}
