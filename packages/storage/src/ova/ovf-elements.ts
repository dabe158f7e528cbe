import { parseXml, XmlElement } from '@rgrove/parse-xml'
import { Failure } from '@quorate/schema'

/** An element without the prefixes of its namespaces: tools choose these freely. */
export interface OvfElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly OvfElement[]
  readonly text: string
}

const deepest = 40

function plain(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function read(element: XmlElement, depth: number): OvfElement {
  if (depth > deepest) throw new Failure('its elements are nested too deeply')
  return {
    name: plain(element.name),
    attributes: new Map(Object.entries(element.attributes).map(([name, value]) => [plain(name), value])),
    children: element.children.filter(child => child instanceof XmlElement).map(child => read(child, depth + 1)),
    text: element.children.every(child => !(child instanceof XmlElement)) ? element.text.trim() : '',
  }
}

/**
 * The root element of an XML text. Documents with a type declaration are refused: the parser expands no entities and
 * opens nothing, and a description of a machine needs neither.
 */
export function readElements(xml: string): OvfElement {
  if (/<!DOCTYPE/i.test(xml)) throw new Failure('it has a document type declaration')
  try {
    const { root } = parseXml(xml)
    if (!root) throw new Failure('it is empty')
    return read(root, 0)
  } catch (error) {
    // Elements nested in each other by the thousand end in a RangeError of the parser.
    if (error instanceof Failure) throw error
    throw new Failure(`it is no XML: ${(error as Error).message.split('\n')[0]}`)
  }
}

/** Every element of that name below, at any depth, in the order of the text. */
export function allNamed(element: OvfElement, name: string): OvfElement[] {
  return element.children.flatMap(child => [...(child.name === name ? [child] : []), ...allNamed(child, name)])
}

export function childText(element: OvfElement, name: string): string | undefined {
  return element.children.find(child => child.name === name)?.text || undefined
}
