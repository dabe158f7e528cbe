import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folders of all labs of this machine. On its disk: what nodes keep there outlives their power. */
const folder = '/var/lib/quorate-lab'
const mostLabs = 99

/** A machine of the lab: a node, or the one that holds the quorum device. */
export interface LabMachine {
  /** Last byte of its addresses. */
  readonly number: number
  readonly name: string
}

/** What a lab is, for other processes to find. */
export interface LabRecord {
  readonly number: number
  /** Process that built it, and when that was started: without it the lab is a remain. */
  readonly owner: number
  readonly ownerStart: string
  readonly nodes: number
  readonly device: boolean
  readonly product: boolean
  readonly password: string
}

export const labFolder = (number: number) => join(folder, String(number))
export const machineFolder = (lab: number, machine: LabMachine) => join(labFolder(lab), machine.name)
const recordFile = (number: number) => join(labFolder(number), 'lab.json')

/** Its start in clock ticks tells a process from a later one of the same number; undefined: it is gone. */
export function processStart(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

function readRecord(number: number): LabRecord | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(number), 'utf8')) as LabRecord
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

const ownerLives = ({ owner, ownerStart }: LabRecord) => processStart(owner) === ownerStart

function labNumbers(): number[] {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  return readdirSync(folder)
    .map(Number)
    .filter(Number.isInteger)
    .toSorted((a, b) => a - b)
}

const records = () =>
  labNumbers()
    .map(readRecord)
    .filter(record => record !== undefined)

/** Labs whose builder still runs. */
export const livingLabs = (): LabRecord[] => records().filter(ownerLives)

/** Labs whose builder was killed before it could clear up. */
export const deadLabs = (): LabRecord[] => records().filter(record => !ownerLives(record))

/** Takes the lowest number that is free. */
export function claimLab(about: Omit<LabRecord, 'number' | 'owner' | 'ownerStart'>): LabRecord {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  for (let number = 1; number <= mostLabs; number++) {
    try {
      mkdirSync(labFolder(number), { mode: 0o755 })
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue
      throw error
    }
    const record = { ...about, number, owner: process.pid, ownerStart: processStart(process.pid) ?? '' }
    writeFileSync(recordFile(number), JSON.stringify(record), { mode: 0o600 })
    return record
  }
  throw new Error(`there are ${mostLabs} labs on this machine: end one of them (npm run lab -- down)`)
}
