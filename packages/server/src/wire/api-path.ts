import type { WireFormat } from './answer-text.ts'

export interface ApiTarget {
  readonly format: WireFormat
  /** Below the API root: `/nodes/pve/qemu` */
  readonly path: string
  /** Without the question mark. */
  readonly query: string
}

const roots: readonly (readonly [string, WireFormat])[] = [
  ['/api2/json', 'json'],
  ['/api2/extjs', 'extjs'],
  ['/api2/spiceconfig', 'spiceconfig'],
]

/** Splits a request target; undefined when it lies outside the API. */
export function apiTarget(url: string): ApiTarget | undefined {
  const mark = url.indexOf('?')
  const whole = mark < 0 ? url : url.slice(0, mark)
  for (const [root, format] of roots) {
    if (!whole.startsWith(root)) continue
    const path = whole.slice(root.length)
    if (path === '' || path.startsWith('/')) return { format, path: path || '/', query: mark < 0 ? '' : url.slice(mark + 1) }
  }
  return undefined
}
