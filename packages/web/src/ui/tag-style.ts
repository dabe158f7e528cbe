import { Store } from '../store.ts'
import { parseColourMap, type TagColours } from './tag-colour.ts'

export type TagShape = 'full' | 'circle' | 'dense' | 'none'

/** How tags look, as the options of the datacenter say. */
export interface TagStyle {
  readonly shape: TagShape
  readonly colours: ReadonlyMap<string, TagColours>
}

export const defaultTagStyle: TagStyle = { shape: 'circle', colours: new Map() }

/** The style that all tags on the page follow. */
export const tagStyle = new Store<TagStyle>(defaultTagStyle)

/** From `tag-style` as the options tell it. */
export function tagStyleOf(option: { readonly shape?: string; readonly 'color-map'?: string } | undefined): TagStyle {
  return { shape: (option?.shape ?? defaultTagStyle.shape) as TagShape, colours: parseColourMap(option?.['color-map']) }
}
