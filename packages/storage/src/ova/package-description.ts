import { stat } from 'node:fs/promises'
import { Failure } from '@quorate/schema'
import type { FilePart } from '../driver.ts'
import { readBytes } from '../image/read-bytes.ts'
import { importPlan, type ImportPlan } from './import-plan.ts'
import { readOvf } from './read-ovf.ts'
import { tarMembers } from './tar-members.ts'

/** A description is text of some kilobytes. */
const longest = 1 << 20

async function plan(what: string, path: string, { offset, length }: FilePart): Promise<ImportPlan> {
  if (length > longest)
    throw new Failure(`${what}: refused, since its description is longer than ${longest >> 20} MiB: it is hardly an OVF file`)
  try {
    return importPlan(readOvf((await readBytes(path, offset, length)).toString('utf8')))
  } catch (error) {
    throw new Failure(`${what}: cannot be imported`, { cause: error })
  }
}

/** What to create from an OVF file. `what`: how messages call it. */
export async function describeOvf(what: string, path: string): Promise<ImportPlan> {
  return await plan(what, path, { offset: 0, length: (await stat(path)).size })
}

/** What to create from an OVA archive; every disk that it names has to be in it. */
export async function describeOva(what: string, path: string): Promise<ImportPlan> {
  const members = await tarMembers(what, path)
  const description = [...members].find(([name]) => /\.ovf$/i.test(name))
  if (!description) throw new Failure(`${what}: cannot be imported: there is no .ovf description in it`)
  const found = await plan(what, path, description[1])
  const missing = Object.values(found.disks).find(file => !members.has(file))
  if (missing !== undefined) throw new Failure(`${what}: cannot be imported: the disk '${missing}' is missing in it`)
  return found
}
