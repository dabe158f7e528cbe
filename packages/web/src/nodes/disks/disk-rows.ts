import type { AnswerOf } from '../../api/endpoints.ts'

export interface DiskRow {
  readonly devpath: string
  readonly type: string
  readonly partition: boolean
  readonly used: string
  readonly mounted: boolean
  readonly size: number
  readonly gpt: boolean
  readonly model: string
  readonly serial: string
  readonly health: string
  /** `3 %`, or empty where the disk does not tell */
  readonly wear: string
}

/** Members that the declaration leaves open. */
interface More {
  readonly type?: string
  /** percent of its life that is left */
  readonly wearout?: number | string
}

/** Disks as the list shows them. */
export function diskRows(answer: AnswerOf<'GET /nodes/{node}/disks/list'>): readonly DiskRow[] {
  return answer.map(disk => {
    const { type = '', wearout } = disk as unknown as More
    return {
      devpath: disk.devpath,
      type: type === 'unknown' ? '' : type,
      partition: disk.parent !== undefined,
      used: disk.used ?? '',
      mounted: disk.mounted === 1,
      size: disk.size,
      gpt: disk.gpt === 1,
      model: [disk.vendor, disk.model].filter(text => text && !text.startsWith('0x')).join(' '),
      serial: disk.serial === 'unknown' ? '' : (disk.serial ?? ''),
      health: disk.health ?? 'UNKNOWN',
      wear: typeof wearout === 'number' ? `${100 - wearout} %` : '',
    }
  })
}
