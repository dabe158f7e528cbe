import type { EndpointSpec, HttpMethod } from './endpoint.ts'

/** One path segment of the API tree. */
export interface TreeNode {
  /** `/nodes/{node}/qemu` */
  readonly path: string
  readonly methods: ReadonlyMap<HttpMethod, EndpointSpec>
  /** Below fixed names, in alphabetical order. */
  readonly children: ReadonlyMap<string, TreeNode>
  /** Below a name that is a parameter. */
  readonly parameter: { readonly name: string; readonly node: TreeNode } | undefined
}

interface GrowingNode extends TreeNode {
  readonly methods: Map<HttpMethod, EndpointSpec>
  readonly children: Map<string, GrowingNode>
  parameter: { readonly name: string; readonly node: GrowingNode } | undefined
}

export interface Found {
  readonly node: TreeNode
  /** Path parameters, still percent-decoded texts. */
  readonly parameters: Readonly<Record<string, string>>
}

/** Arranges declarations by their paths. Throws TypeError when two claim the same method and path, or name a segment differently. */
export function buildTree(endpoints: Iterable<EndpointSpec>): TreeNode {
  const root = grow('')
  for (const spec of [...endpoints].toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    let at = root
    for (const segment of segmentsOf(spec.path)) at = step(at, segment)
    if (at.methods.has(spec.method)) throw new TypeError(`${spec.method} ${spec.path} is declared twice`)
    at.methods.set(spec.method, spec)
  }
  return root
}

function grow(path: string): GrowingNode {
  return { path, methods: new Map(), children: new Map(), parameter: undefined }
}

function step(at: GrowingNode, segment: string): GrowingNode {
  const path = `${at.path}/${segment}`
  if (!segment.startsWith('{')) {
    let child = at.children.get(segment)
    if (!child) at.children.set(segment, (child = grow(path)))
    return child
  }
  const name = segment.slice(1, -1)
  at.parameter ??= { name, node: grow(path) }
  if (at.parameter.name !== name) throw new TypeError(`${path}: the segment is called ${at.parameter.name} elsewhere`)
  return at.parameter.node
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter(segment => segment !== '')
}

/** The node at a concrete path such as `/nodes/pve1/qemu/100`; fixed names win over parameters. */
export function findNode(root: TreeNode, path: string): Found | undefined {
  const segments = segmentsOf(path)
  let node = root
  const parameters: [string, string][] = []
  for (const [index, segment] of segments.entries()) {
    const child = node.children.get(segment)
    if (child) {
      node = child
      continue
    }
    if (!node.parameter) return undefined
    const last = node.parameter.node.children.size === 0 && node.parameter.node.parameter === undefined
    const text = last ? segments.slice(index).join('/') : segment
    const decoded = decodeSegment(text)
    if (decoded === undefined) return undefined
    parameters.push([node.parameter.name, decoded])
    node = node.parameter.node
    // A volume id holds slashes, which clients do not always encode.
    if (last) break
  }
  return { node, parameters: Object.fromEntries(parameters) }
}

function decodeSegment(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not percent-encoded UTF-8: no such resource.
    return undefined
  }
}

/** Rows of an index: the fixed names below the node, under the key that the declaration's answer has. */
export function indexRows(node: TreeNode): Record<string, string>[] {
  const items = node.methods.get('GET')?.returns
  const properties = items?.type === 'array' && items.items.type === 'object' && 'properties' in items.items ? items.items.properties : {}
  const key = Object.keys(properties)[0] ?? 'name'
  return [...node.children.keys()].map(name => ({ [key]: name }))
}
