/**
 * The numbers of one object, rounded, as short as JSON allows; only the id when there are none now.
 * A guest: [100, cpu, mem, disk, netin, netout, diskread, diskwrite]; a node: ['node/pve', cpu, mem, disk];
 * a storage: ['storage/pve/local', used, total]. cpu is a part of 1, sizes are MiB, rates bytes per second; null: not known.
 */
export type NumberRow = readonly [id: number | string, ...numbers: (number | null)[]]

type Data = Readonly<Record<string, unknown>>

const numberIn = (data: Data, name: string) => {
  const value = data[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

const part = (value: number | undefined) => (value === undefined ? null : Math.round(value * 1000) / 1000)
const mebibytes = (value: number | undefined) => (value === undefined ? null : Math.round(value / 1048576))

/** Three digits tell a rate; the rest changes all the time and says nothing. */
function rate(value: number | undefined): number | null {
  return value === undefined ? null : Number(Math.round(value).toPrecision(3))
}

export function guestRow(vmid: number, data: Data): NumberRow {
  const rates = (data.rates ?? {}) as Data
  return [
    vmid,
    part(numberIn(data, 'cpu')),
    mebibytes(numberIn(data, 'mem')),
    mebibytes(numberIn(data, 'disk')),
    ...['netin', 'netout', 'diskread', 'diskwrite'].map(name => rate(numberIn(rates, name))),
  ]
}

export function nodeRow(id: string, data: Data): NumberRow {
  return [id, part(numberIn(data, 'cpu')), mebibytes(numberIn(data, 'mem')), mebibytes(numberIn(data, 'disk'))]
}

export function storageRow(id: string, data: Data): NumberRow {
  return [id, mebibytes(numberIn(data, 'used')), mebibytes(numberIn(data, 'total'))]
}
